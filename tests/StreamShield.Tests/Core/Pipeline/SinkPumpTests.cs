using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.Core.Pipeline;

public class SinkPumpTests
{
    private readonly FakeTimeProvider _time = new();

    private sealed class RecordingSink : ISink
    {
        public List<long> Ids { get; } = [];

        public Func<bool> Broken { get; set; } = () => false;

        public bool Completed { get; private set; }

        public bool Disposed { get; private set; }

        public string Name => "recording";

        public void Write(ShieldedFrame frame)
        {
            if (Broken())
            {
                throw new ShieldException(SlateReason.StageFailed, "The disk is full: make room.");
            }

            Ids.Add(frame.FrameId);
        }

        public void Complete() => Completed = true;

        public void Dispose() => Disposed = true;
    }

    private static void Publish(Outlet outlet, long id)
    {
        outlet.Back.Begin();
        outlet.Back.Stamp(id, 1);
        outlet.Publish();
    }

    /// <summary>Law 8: a slate that the sink did not take was not shown; it is tried again with the next picture, not after the pause of a broken sink.</summary>
    [Fact]
    public void A_panic_slate_that_could_not_be_written_is_tried_again_at_once()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var fails = false;
        var sink = new RecordingSink { Broken = () => fails };
        using var pump = new SinkPump(sink, outlet, 30, _time);
        Publish(outlet, 1);
        pump.Step();
        outlet.Panic = true;
        fails = true;
        pump.Step();
        fails = false;
        var before = sink.Ids.Count;
        for (var i = 0; i < 80; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            pump.Step();
        }

        Assert.True(sink.Ids.Count > before);
        Assert.NotEqual(1, sink.Ids[^1]);
    }

    /// <summary>Law 7: whatever happens upstream, pictures come at the promised rate; first the last one again, then the slate.</summary>
    [Fact]
    public void Pictures_never_stop_and_silence_becomes_the_slate()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var sink = new RecordingSink();
        using var pump = new SinkPump(sink, outlet, 30, _time);
        Publish(outlet, 1);
        for (var i = 0; i < 2000; i++)
        {
            pump.Step();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(sink.Ids.Count, 48, 60);
        Assert.Equal(1, sink.Ids[0]);
        Assert.Equal(0, sink.Ids[^1]);
        Assert.InRange(sink.Ids.Count(id => id == 1), 10, 16);
    }

    [Fact]
    public void A_new_picture_is_written_once_and_at_once()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var sink = new RecordingSink();
        using var pump = new SinkPump(sink, outlet, 30, _time);
        for (var id = 1; id <= 30; id++)
        {
            Publish(outlet, id);
            pump.Step();
            Assert.Equal(id, sink.Ids[^1]);
            _time.Advance(TimeSpan.FromMilliseconds(33));
            pump.Step();
        }

        Assert.Equal(30, sink.Ids.Count);
    }

    /// <summary>Law 8: not even for the moment until the next picture is due, nor for a sink that failed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_slate_of_the_panic_button_is_written_at_once_and_once(bool failed)
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var broken = failed;
        var sink = new RecordingSink { Broken = () => broken };
        using var pump = new SinkPump(sink, outlet, 30, _time);
        Publish(outlet, 1);
        pump.Step();
        broken = false;
        sink.Ids.Clear();

        outlet.Panic = true;
        pump.Step();
        pump.Step();
        Assert.Equal([0], sink.Ids);

        outlet.Panic = false;
        pump.Step();
        outlet.Panic = true;
        _time.Advance(TimeSpan.FromMilliseconds(1));
        pump.Step();
        Assert.Equal([0], sink.Ids);
    }

    [Fact]
    public void A_faster_source_does_not_exceed_the_rate_by_much()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var sink = new RecordingSink();
        using var pump = new SinkPump(sink, outlet, 30, _time);
        for (var i = 0; i < 1000; i++)
        {
            Publish(outlet, i + 1);
            pump.Step();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(sink.Ids.Count, 28, 52);
    }

    [Fact]
    public void A_failing_sink_is_told_of_and_tried_again()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var broken = true;
        var sink = new RecordingSink { Broken = () => broken };
        using var pump = new SinkPump(sink, outlet, 30, _time);
        pump.Step();
        Assert.Contains("disk is full", pump.Trouble, StringComparison.Ordinal);
        broken = false;
        _time.Advance(TimeSpan.FromMilliseconds(1001));

        pump.Step();

        Assert.Equal("", pump.Trouble);
        Assert.Single(sink.Ids);
    }

    /// <summary>Law 7: a sink that is switched off goes on, with the slate.</summary>
    [Fact]
    public void A_sink_that_is_off_gets_the_slate_at_the_same_rate()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var sink = new RecordingSink();
        using var pump = new SinkPump(sink, outlet, 30, _time) { On = false };
        for (var id = 1; id <= 30; id++)
        {
            Publish(outlet, id);
            pump.Step();
            _time.Advance(TimeSpan.FromMilliseconds(33));
        }

        Assert.Equal(30, sink.Ids.Count);
        Assert.All(sink.Ids, id => Assert.Equal(0, id));
        pump.On = true;
        Publish(outlet, 31);
        pump.Step();
        Assert.Equal(31, sink.Ids[^1]);
    }

    /// <summary>Law 1, shutdown: the last picture is the slate.</summary>
    [Fact]
    public void The_last_picture_is_the_slate()
    {
        using var outlet = new Outlet(TestPictures.Small, _time);
        var sink = new RecordingSink();
        var pump = new SinkPump(sink, outlet, 30, _time);
        Publish(outlet, 9);
        pump.Step();

        pump.Dispose();

        Assert.Equal([9, 0], sink.Ids);
        Assert.True(sink.Completed && sink.Disposed);
    }
}
