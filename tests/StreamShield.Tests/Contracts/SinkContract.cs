using StreamShield.Core.Frames;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

/// <summary>What every sink promises (<see cref="ISink"/>). One subclass per implementation.</summary>
public abstract class SinkContract : IDisposable
{
    protected static readonly FrameSize Size = new(160, 96);

    private readonly TempFolder _folder = new();

    /// <summary>Why this sink cannot run on this machine; null when it can.</summary>
    protected virtual string? Missing => null;

    [Fact]
    public void Has_a_name()
    {
        using var sink = MakeHere();
        Assert.NotEmpty(sink.Name);
    }

    [Fact]
    public void Allocates_nothing_per_picture_once_warm()
    {
        using var sink = MakeHere();
        using var frame = TestPictures.Solid(Size, 120, 90, 200);
        for (var i = 0; i < 20; i++)
        {
            sink.Write(frame);
        }

        // The runtime itself may allocate once when a full pipe makes a write wait; nothing allocates in every round.
        Assert.Contains(0, Enumerable.Range(0, 3).Select(_ => Allocated(sink, frame)).ToArray());
    }

    [Fact]
    public void Refuses_a_picture_of_another_size()
    {
        using var sink = MakeHere();
        using var frame = TestPictures.Solid(new FrameSize(64, 64), 120, 90, 200);
        Assert.Throws<ArgumentException>(() => sink.Write(frame));
        Assert.Throws<ArgumentNullException>(() => sink.Write(null!));
    }

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
        using var sink = Make(_folder, size);
        using var frame = TestPictures.Slope(size);
        sink.Write(frame);
        if (Seen(size) is { } luma)
        {
            Assert.Equal(-1, Enumerable.Range(0, size.Pixels).FirstOrDefault(i => Math.Abs(luma[i] - frame.Luma[i]) > 1, -1));
        }
    }

    [Fact]
    public void Leaves_nothing_behind_when_disposed_without_completing()
    {
        using var frame = TestPictures.Solid(Size, 120, 90, 200);
        using (var sink = MakeHere())
        {
            sink.Write(frame);
            sink.Write(frame);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Takes_no_picture_after_it_was_completed()
    {
        using var frame = TestPictures.Solid(Size, 120, 90, 200);
        using var sink = MakeHere();
        sink.Write(frame);
        sink.Complete();
        Assert.Throws<InvalidOperationException>(() => sink.Write(frame));
    }

    [Fact]
    public void Leaves_the_picture_as_it_was()
    {
        using var frame = TestPictures.Solid(Size, 120, 90, 200, id: 7);
        var before = frame.Nv12.ToArray();
        using var sink = MakeHere();
        sink.Write(frame);
        Assert.True(frame.Nv12.SequenceEqual(before));
        Assert.Equal(7, frame.FrameId);
    }

    public void Dispose()
    {
        CleanUp();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A sink for pictures of a size; files go into the folder.</summary>
    protected abstract ISink Make(TempFolder folder, FrameSize size);

    /// <summary>The luma of the last picture, row by row, as a reader of the sink's protocol finds it by what stands there; null where only a decoder could tell.</summary>
    protected virtual byte[]? Seen(FrameSize size) => null;

    protected virtual void CleanUp()
    {
    }

    private ISink MakeHere()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        return Make(_folder, Size);
    }

    private static long Allocated(ISink sink, ShieldedFrame frame)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            sink.Write(frame);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
