using StreamShield.Core.Frames;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

/// <summary>What every sink promises (<see cref="ISink"/>). <see cref="ContractTests"/> finds an implementation without a subclass.</summary>
public abstract class SinkContract : IDisposable
{
    protected static readonly FrameSize Size = new(160, 96);

    /// <summary>Removed with all that is in it at the end of the test.</summary>
    protected TempFolder Folder { get; } = new();

    /// <summary>Why this sink cannot run on this machine; null when it can.</summary>
    protected virtual string? Missing => null;

    [Fact]
    public void Has_a_name()
    {
        using var sink = MakeHere();
        Assert.NotEmpty(sink.Name);
        Assert.Equal(ImplementationAttribute.Of(this), sink.GetType());
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

    [Fact]
    public void Leaves_nothing_behind_when_disposed_without_completing()
    {
        using var frame = TestPictures.Solid(Size, 120, 90, 200);
        using (var sink = MakeHere())
        {
            sink.Write(frame);
            sink.Write(frame);
        }

        Assert.Empty(Folder.Files);
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
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A sink for pictures of a size; files go into the folder.</summary>
    protected abstract ISink Make(TempFolder folder, FrameSize size);

    protected virtual void CleanUp()
    {
    }

    private ISink MakeHere()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        return Make(Folder, Size);
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
