using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class ShutdownTests
{
    private const int Sessions = 16;

    private static void AssertFramesAreGone(LiveRig rig) =>
        Assert.All(rig.Source.Frames, frame => Assert.Throws<ObjectDisposedException>(() => frame.Pixels.Length));

    [Fact]
    public void Sessions_ended_at_random_moments_end_on_the_slate_and_give_everything_back()
    {
        for (var seed = 1100; seed < 1100 + Sessions; seed++)
        {
            var random = new Random(seed);
            using var rig = new LiveRig(seed, inner => new FaultySegmenter(inner, (frame, _, work) =>
            {
                work();
                if (frame.Id % 7 == 0)
                {
                    throw new InvalidOperationException("boom");
                }
            })).Start();
            var pictures = random.Next(0, 25);
            rig.Until($"{pictures} pictures came", () => rig.Witness.Count >= pictures);
            for (var spin = random.Next(100_000); spin > 0; spin--)
            {
                Thread.SpinWait(1);
            }

            rig.End();

            AssertFramesAreGone(rig);
            Assert.True(rig.Source.Disposed);
            Assert.Equal(ShieldStatus.Stopped, rig.Session.Pipeline.State.Status);
            Assert.Throws<ObjectDisposedException>(() => rig.Session.Outlet.CopyTo(new ShieldedFrame(Room.Size)));
        }
    }

    /// <summary>The model hangs, the session ends without it, then it answers: nothing may be shown, and no thread may fall over what was freed.</summary>
    [Fact]
    public void A_model_that_answers_after_the_end_changes_nothing()
    {
        using var stuck = new ManualResetEvent(false);
        using var go = new ManualResetEvent(false);
        Thread? shield = null;
        var bad = new Chosen();
        using var rig = new LiveRig(1150, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            if (bad.Takes(frame.Id))
            {
                shield = Thread.CurrentThread;
                stuck.Set();
                go.WaitOne(TimeSpan.FromSeconds(30));
            }

            work();
        })).GoLive();
        bad.Next(1);
        Assert.True(stuck.WaitOne(TimeSpan.FromSeconds(20)));
        rig.End();
        go.Set();
        Assert.True(shield!.Join(TimeSpan.FromSeconds(10)), "The shield thread does not end.");
        Assert.Equal(SlateReason.Stopping, rig.Witness.Last.Slate);
        Assert.Equal(ShieldStatus.Stopped, rig.Session.Pipeline.State.Status);
    }

    /// <summary>The same while the sinks are still being put away, one of which takes its time: the others must not go live again.</summary>
    [Fact]
    public void A_model_that_answers_during_the_end_shows_nothing_any_more()
    {
        using var stuck = new ManualResetEvent(false);
        using var go = new ManualResetEvent(false);
        using var ended = new ManualResetEvent(false);
        Thread? shield = null;
        var bad = new Chosen();
        using var rig = new LiveRig(1151, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            work();
            if (bad.Takes(frame.Id))
            {
                shield = Thread.CurrentThread;
                stuck.Set();
                go.WaitOne(TimeSpan.FromSeconds(30));
            }
        }));
        using var picture = new ShieldedFrame(Room.Size);
        var witness = new LeakWitness(rig.Room);
        var sink = new StubbornSink(_ =>
        {
            if (rig.Session.Pipeline.State.Status == ShieldStatus.Stopped && !go.WaitOne(0))
            {
                go.Set();
                shield!.Join(TimeSpan.FromSeconds(10));
                rig.Session.Outlet.CopyTo(picture);
                witness.Examine(picture);
                ended.Set();
            }
        });
        rig.Session.Add(sink);
        rig.GoLive();
        bad.Next(1);
        Assert.True(stuck.WaitOne(TimeSpan.FromSeconds(20)));
        rig.End();
        Assert.True(ended.WaitOne(TimeSpan.FromSeconds(10)), "The sink was not asked after the end.");
        Assert.True(witness.Last.IsSlate, "The outlet went live after the end.");
    }

    /// <summary>A driver that hangs in its read is left behind; when it comes back with a frame, that frame goes nowhere.</summary>
    [Fact]
    public void A_camera_that_answers_after_the_end_changes_nothing()
    {
        using var stuck = new ManualResetEvent(false);
        using var go = new ManualResetEvent(false);
        using var rig = new LiveRig(1152);
        Thread? capture = null;
        var bad = new Chosen();
        rig.Source.OnDrawn = number =>
        {
            if (bad.Takes(number))
            {
                capture = Thread.CurrentThread;
                stuck.Set();
                go.WaitOne(TimeSpan.FromSeconds(30));
            }

            return true;
        };
        rig.GoLive();
        bad.Next(1);
        Assert.True(stuck.WaitOne(TimeSpan.FromSeconds(20)));
        rig.End();
        go.Set();
        Assert.True(capture!.Join(TimeSpan.FromSeconds(10)), "The capture thread does not end.");
        Assert.True(rig.Source.Disposed, "The camera stays open.");
        AssertFramesAreGone(rig);
    }

    /// <summary>Camera, model and two sinks hang at once: the end costs no more than one of them does, and the sink that works is left on the slate.</summary>
    [Fact]
    public async Task However_much_hangs_the_end_comes()
    {
        using var go = new ManualResetEvent(false);
        var bad = new Chosen();
        using var modelStuck = new ManualResetEvent(false);
        using var rig = new LiveRig(1153, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            if (bad.Takes(frame.Id))
            {
                modelStuck.Set();
                go.WaitOne(TimeSpan.FromSeconds(60));
            }

            work();
        }));
        foreach (var nth in (int[])[3, 4])
        {
            rig.Session.Add(new StubbornSink(number => _ = number == nth && go.WaitOne(TimeSpan.FromSeconds(60))));
        }

        rig.GoLive();
        bad.Next(1);
        Assert.True(modelStuck.WaitOne(TimeSpan.FromSeconds(20)));
        using var cameraStuck = new ManualResetEvent(false);
        rig.Source.OnDrawn = _ =>
        {
            cameraStuck.Set();
            return go.WaitOne(TimeSpan.FromSeconds(60));
        };
        Assert.True(cameraStuck.WaitOne(TimeSpan.FromSeconds(20)));
        // One after another the five that hang would take longer.
        await Task.Run(rig.End).WaitAsync(TimeSpan.FromSeconds(12));
        go.Set();
    }
}
