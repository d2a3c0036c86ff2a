using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.Core.Pipeline;

public sealed class CaptureLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FramePool _pool = new(TestPictures.Small);
    private readonly LatestFrame _latest = new();

    public void Dispose()
    {
        _latest.Dispose();
        _pool.Dispose();
    }

    private sealed class ScriptedSource(Func<int, bool> open, Func<int, bool> read) : ISource
    {
        public int Opens { get; private set; }

        public int Reads { get; private set; }

        public string Name => "scripted";

        public Action OnOpen { get; init; } = () => { };

        public bool Disposed { get; private set; }

        public SourceFormat Open()
        {
            OnOpen();
            return OpenNow();
        }

        private SourceFormat OpenNow() => open(++Opens)
            ? new SourceFormat(64, 48, 30, "BGR")
            : throw new ShieldException(SlateReason.SourceBusy, "In use elsewhere: close the other program.");

        public bool Read(Frame frame)
        {
            frame.Pixels.Fill(99);
            return read(++Reads);
        }

        public Action OnDispose { get; init; } = () => { };

        public void Dispose()
        {
            OnDispose();
            Disposed = true;
        }
    }

    [Fact]
    public void Frames_are_numbered_stamped_and_published()
    {
        using var loop = new CaptureLoop(new ScriptedSource(_ => true, _ => true), _pool, _latest, _time);
        loop.Step();
        loop.Step();
        _time.Advance(TimeSpan.FromMilliseconds(33));
        loop.Step();

        using var frame = _latest.Take(TimeSpan.Zero);

        Assert.Equal(2, frame!.Id);
        Assert.Equal(_time.GetTimestamp(), frame.CapturedAt);
        Assert.Null(loop.Trouble);
    }

    [Fact]
    public void A_source_faster_than_the_session_costs_no_work()
    {
        using var loop = new CaptureLoop(new ScriptedSource(_ => true, _ => true), _pool, _latest, _time) { MinInterval = TimeSpan.FromMilliseconds(23) };
        loop.Step();
        for (var i = 0; i < 60; i++)
        {
            loop.Step();
            _latest.Take(TimeSpan.Zero)?.Dispose();
            _time.Advance(TimeSpan.FromMilliseconds(16.7));
        }

        Assert.Equal(30, loop.Captured);
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void A_busy_camera_is_tried_again_with_growing_pauses_and_resumes_by_itself()
    {
        var source = new ScriptedSource(n => n > 6, _ => true);
        using var loop = new CaptureLoop(source, _pool, _latest, _time);
        var pauses = Enumerable.Range(0, 6).Select(_ => loop.Step().TotalSeconds).ToList();

        Assert.Equal([0.5, 1, 2, 4, 8, 8], pauses);
        Assert.Equal(SlateReason.SourceBusy, loop.Trouble!.Reason);
        loop.Step();
        loop.Step();
        Assert.Null(loop.Trouble);
        using var frame = _latest.Take(TimeSpan.Zero);
        Assert.NotNull(frame);
    }

    [Fact]
    public void A_read_that_fails_returns_its_frame_and_reopens()
    {
        var source = new ScriptedSource(_ => true, n => n != 2 ? true : throw new InvalidOperationException("USB reset"));
        using var loop = new CaptureLoop(source, _pool, _latest, _time);
        loop.Step();
        loop.Step();
        _latest.Take(TimeSpan.Zero)!.Dispose();
        loop.Step();
        Assert.Equal(0, _pool.InUse);
        Assert.Equal(SlateReason.SourceLost, loop.Trouble!.Reason);
        Assert.Contains("USB reset", loop.Trouble.Message, StringComparison.Ordinal);
        loop.Step();
        loop.Step();

        Assert.Equal(2, source.Opens);
        Assert.Null(loop.Trouble);
    }

    [Fact]
    public void A_source_that_ends_says_so_and_is_left_alone()
    {
        var source = new ScriptedSource(_ => true, n => n < 3);
        using var loop = new CaptureLoop(source, _pool, _latest, _time);
        for (var i = 0; i < 10; i++)
        {
            loop.Step();
        }

        Assert.Equal(SlateReason.SourceEnded, loop.Trouble!.Reason);
        Assert.Equal((1, 3), (source.Opens, source.Reads));
    }

    /// <summary>The old source is closed before the new one is opened: both may be one device.</summary>
    [Fact]
    public void Another_source_takes_over_with_the_next_step_and_numbers_go_on()
    {
        var old = new ScriptedSource(_ => true, _ => true);
        var next = new ScriptedSource(_ => true, _ => true) { OnOpen = () => Assert.True(old.Disposed) };
        using var loop = new CaptureLoop(old, _pool, _latest, _time);
        loop.Step();
        loop.Step();
        loop.Step();
        long? last = null;

        loop.Switch(next, id => last = id);
        Assert.False(old.Disposed);
        loop.Step();
        Assert.Equal(2, last);
        loop.Step();
        using var frame = _latest.Take(TimeSpan.Zero);

        Assert.Equal(3, frame!.Id);
        Assert.Equal((2, 1), (old.Reads, next.Reads));
        Assert.Null(loop.Trouble);
    }

    [Fact]
    public void While_the_new_source_opens_the_loop_says_so_and_a_source_that_ended_is_no_obstacle()
    {
        using var loop = new CaptureLoop(new ScriptedSource(_ => true, _ => false), _pool, _latest, _time);
        loop.Step();
        loop.Step();
        Assert.Equal(SlateReason.SourceEnded, loop.Trouble!.Reason);

        loop.Switch(new ScriptedSource(n => n > 1, _ => true), _ => { });
        Assert.Equal(0.5, loop.Step().TotalSeconds);
        Assert.Equal(SlateReason.SourceBusy, loop.Trouble.Reason);
        loop.Step();
        loop.Step();
        Assert.Null(loop.Trouble);
    }

    [Fact]
    public void Of_two_new_sources_the_last_counts_and_none_is_left_open()
    {
        var all = Enumerable.Range(0, 4).Select(_ => new ScriptedSource(_ => true, _ => true)).ToArray();
        var loop = new CaptureLoop(all[0], _pool, _latest, _time);
        loop.Step();
        var switched = new List<int>();

        loop.Switch(all[1], _ => switched.Add(1));
        loop.Switch(all[2], _ => switched.Add(2));
        loop.Step();
        loop.Switch(all[3], _ => switched.Add(3));
        loop.Dispose();

        Assert.Equal([2], switched);
        Assert.All(all, source => Assert.True(source.Disposed));
    }

    /// <summary>A driver that never comes back: another camera can be chosen all the same, and what the first one still delivers goes nowhere.</summary>
    [Fact]
    public void A_source_that_hangs_is_left_behind_when_another_is_chosen()
    {
        using var stuck = new ManualResetEvent(false);
        using var go = new ManualResetEvent(false);
        var hung = new ScriptedSource(_ => true, _ =>
        {
            stuck.Set();
            return go.WaitOne(TimeSpan.FromSeconds(60));
        });
        var next = new ScriptedSource(_ => true, _ =>
        {
            go.WaitOne(5);
            return true;
        });
        using var loop = new CaptureLoop(hung, _pool, _latest) { SwitchPatience = TimeSpan.FromMilliseconds(50) };
        loop.Start();
        Assert.True(stuck.WaitOne(TimeSpan.FromSeconds(20)));
        var lastOfOld = -1L;

        loop.Switch(next, last => lastOfOld = last);

        using (var frame = _latest.Take(TimeSpan.FromSeconds(20)))
        {
            Assert.NotNull(frame);
            Assert.Equal(0, lastOfOld);
            Assert.Null(loop.Trouble);
        }

        Assert.False(hung.Disposed);
        go.Set();
        Assert.True(SpinWait.SpinUntil(() => hung.Disposed, TimeSpan.FromSeconds(20)), "The source that came back was never closed.");
        Assert.Equal(1, hung.Reads);
        loop.Dispose();
        Assert.True(next.Disposed);
        _latest.Dispose();
        Assert.Equal(0, _pool.InUse);
    }

    /// <summary>One that cannot even be closed costs its successor only a moment.</summary>
    [Fact]
    public void A_source_that_cannot_be_closed_does_not_keep_the_next_from_opening()
    {
        using var go = new ManualResetEvent(false);
        var hung = new ScriptedSource(_ => true, _ => true) { OnDispose = () => go.WaitOne(TimeSpan.FromSeconds(60)) };
        var next = new ScriptedSource(_ => true, _ => true);
        using var loop = new CaptureLoop(hung, _pool, _latest, _time);
        loop.Step();
        loop.Switch(next, _ => { });
        loop.Step();
        loop.Step();
        Assert.Equal(1, next.Reads);
        go.Set();
    }
}
