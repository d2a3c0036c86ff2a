using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Contracts;

/// <summary>What every source promises (<see cref="ISource"/>). Each subclass delivers <see cref="Frames"/> pictures and ends; <see cref="ContractTests"/> finds
/// an implementation without one.</summary>
public abstract class SourceContract : IDisposable
{
    protected const int Frames = 12;

    protected static readonly FrameSize Size = new(160, 96);

    private readonly FramePool _pool = new(Size, 2);

    [Fact]
    public void Has_a_name_before_and_after_opening()
    {
        using var source = Make(Frames);
        Assert.NotEmpty(source.Name);
        Assert.Equal(ImplementationAttribute.Of(this), source.GetType());
        source.Open();
        Assert.NotEmpty(source.Name);
    }

    [Fact]
    public void Refuses_to_read_before_it_was_opened()
    {
        using var source = Make(Frames);
        using var frame = _pool.Rent();
        Assert.Throws<InvalidOperationException>(() => source.Read(frame));
    }

    [Fact]
    public void Reports_what_it_gives()
    {
        using var source = Make(Frames);
        var format = source.Open();
        Assert.Equal((Size.Width, Size.Height), (format.Width, format.Height));
        Assert.Equal(30, format.FramesPerSecond, 0.01);
        Assert.NotEmpty(format.Encoding);
    }

    [Fact]
    public void Gives_every_picture_once_in_order_and_then_ends()
    {
        using var source = Make(Frames);
        source.Open();
        for (var i = 0; i < Frames; i++)
        {
            using var frame = _pool.Rent();
            Assert.True(source.Read(frame));
            Assert.Equal(i, PatternNumber.Read(frame));
            Assert.Equal(0, frame.Id);
        }

        using var rest = _pool.Rent();
        Assert.False(source.Read(rest));
        Assert.False(source.Read(rest));
    }

    [Fact]
    public void Starts_anew_when_opened_again()
    {
        using var source = Make(Frames);
        using var frame = _pool.Rent();
        for (var round = 0; round < 3; round++)
        {
            source.Open();
            Assert.True(source.Read(frame));
            Assert.Equal(0, PatternNumber.Read(frame));
            Assert.True(source.Read(frame));
        }
    }

    [Fact]
    public void Fills_every_pixel()
    {
        using var source = Make(Frames);
        using var one = _pool.Rent();
        using var other = _pool.Rent();
        one.Pixels.Fill(1);
        other.Pixels.Fill(254);
        source.Open();
        source.Read(one);
        source.Open();
        source.Read(other);
        Assert.True(one.Pixels.SequenceEqual(other.Pixels));
    }

    [Fact]
    public void Fills_frames_of_any_size()
    {
        using var source = Make(Frames);
        source.Open();
        foreach (var size in new[] { new FrameSize(32, 32), new FrameSize(640, 360), new FrameSize(64, 400) })
        {
            using var pool = new FramePool(size, 1);
            using var frame = pool.Rent();
            Assert.True(source.Read(frame));
            Assert.Contains(frame.Pixels.ToArray(), value => value > 100);
        }
    }

    [Fact]
    public void Allocates_nothing_per_picture_once_warm()
    {
        using var source = Make(120);
        source.Open();
        using var frame = _pool.Rent();
        for (var i = 0; i < 20; i++)
        {
            Assert.True(source.Read(frame));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 90; i++)
        {
            source.Read(frame);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose()
    {
        _pool.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>A source of that many numbered pictures of <see cref="Size"/> at 30 a second, not paced.</summary>
    protected abstract ISource Make(int frames);

    protected virtual void CleanUp()
    {
    }
}
