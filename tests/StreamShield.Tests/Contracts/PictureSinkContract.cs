using StreamShield.Core.Frames;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

/// <summary>What every sink promises that shows pictures to somebody.</summary>
public abstract class PictureSinkContract : SinkContract
{
    /// <summary>True if pictures lose a little on their way: then they must fit better as they stand than a row or a column further on.</summary>
    protected virtual bool Compresses => false;

    /// <summary>Lying, upright and square; also widths that are no multiple of 4, 16 or 32.</summary>
    [Theory]
    [InlineData(1080, 1920)]
    [InlineData(720, 1280)]
    [InlineData(1080, 1080)]
    [InlineData(720, 960)]
    [InlineData(406, 720)]
    [InlineData(34, 130)]
    [InlineData(854, 480)]
    public void Shows_every_pixel_at_its_place_whatever_the_shape(int width, int height)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var size = new FrameSize(width, height);
        using var sink = Make(Folder, size);
        using var frame = TestPictures.Slope(size);
        sink.Write(frame);
        var luma = Seen(sink, size);
        Assert.Equal(size.Pixels, luma.Length);
        if (Compresses)
        {
            var off = Off(luma, frame, 0);
            Assert.All([1, -1, size.Width, -size.Width], shift => Assert.InRange(off, 0, Math.Min(6, Off(luma, frame, shift) / 1.5)));
            return;
        }

        Assert.Equal(-1, Enumerable.Range(0, size.Pixels).FirstOrDefault(i => Math.Abs(luma[i] - frame.Luma[i]) > 1, -1));
    }

    /// <summary>Mean error of samples that should stand so many places further on.</summary>
    private static double Off(byte[] luma, ShieldedFrame frame, int shift) =>
        Enumerable.Range(Math.Abs(shift), luma.Length - (2 * Math.Abs(shift))).Average(i => Math.Abs(luma[i] - frame.Luma[i + shift]));

    /// <summary>The luma of the only picture that was written, row by row in limited range, as a reader finds it that knows the sink's protocol or format.</summary>
    protected abstract byte[] Seen(ISink sink, FrameSize size);
}
