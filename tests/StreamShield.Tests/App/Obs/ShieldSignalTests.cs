using StreamShield.App.Obs;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Obs;

/// <summary>The guard sees what the viewers see.</summary>
public class ShieldSignalTests
{
    private static readonly FrameSize Size = new(64, 48);

    [Fact]
    public async Task Every_change_wakes_and_nothing_else_does()
    {
        var signal = new ShieldSignal();
        Assert.Null(signal.Live);
        var changed = signal.ChangedAsync(CancellationToken.None);
        Assert.False(changed.IsCompleted);
        signal.Tell(true);
        await changed.WaitAsync(TimeSpan.FromSeconds(30));
        signal.ChangeSeen();
        Assert.True(signal.Live);
        signal.Tell(true);
        Assert.False(signal.ChangedAsync(CancellationToken.None).IsCompleted);
        signal.Tell(false);
        signal.Tell(true);
        Assert.True(signal.ChangedAsync(CancellationToken.None).IsCompleted);
        Assert.True(signal.Live);
    }

    [Fact]
    public void The_slate_is_hidden_a_picture_is_live_and_the_end_is_hidden()
    {
        var signal = new ShieldSignal();
        using var watch = new SlateWatch(Size, signal);
        using var slate = new Slate(Size).Make(SlateReason.Panic);
        using var picture = TestPictures.Solid(Size, 100, 128, 128);
        watch.Write(slate);
        Assert.False(signal.Live);
        watch.Write(picture);
        Assert.True(signal.Live);
        watch.Complete();
        Assert.False(signal.Live);
    }

    /// <summary>On the control page it would be a switch that hides nothing.</summary>
    [Fact]
    public void The_watch_is_no_output_and_whatever_shows_pictures_is_one()
    {
        using var outlet = new Outlet(Size);
        using var watch = new SinkPump(new SlateWatch(Size, new ShieldSignal()), outlet, 30);
        using var memory = new SinkPump(new MemorySink(Size), outlet, 30);
        Assert.False(watch.IsForViewers);
        Assert.True(memory.IsForViewers);
    }
}
