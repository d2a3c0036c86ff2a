using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Registration;

public class PatchSamplerTests
{
    private static readonly FrameSize Size = new(128, 96);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 5, 11)]
    [InlineData(3, 16 * 7, 16 * 3)]
    [InlineData(4, (16 * 40) + 7, (16 * 20) + 1)]
    public void Samples_are_box_means_at_fractions_of_a_pixel(int step, int left, int top)
    {
        // Planes are their own box means, a fraction of a pixel moves them by that fraction; luma is (B + 2 G + R) / 4.
        var frame = TestPictures.Frame(Size, (x, y) => ((byte)x, (byte)y, (byte)(x + y)));
        var luma = new float[PatchSampler.Samples];

        PatchSampler.Sample(frame.Pixels, frame.Stride, step, left, top, luma);

        for (var i = 0; i < luma.Length; i++)
        {
            var x = (left / 16.0) + (i % PatchSampler.Side * step) + ((step - 1) / 2.0);
            var y = (top / 16.0) + (i / PatchSampler.Side * step) + ((step - 1) / 2.0);
            Assert.Equal(((2 * x) + (3 * y)) / 4, luma[i], 3);
        }
    }

    [Fact]
    public void A_patch_outside_the_picture_is_refused()
    {
        var frame = TestPictures.Noise(Size, 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => PatchSampler.Sample(frame.Pixels, frame.Stride, 4, 0, 16 * 40, new float[PatchSampler.Samples]));
    }
}
