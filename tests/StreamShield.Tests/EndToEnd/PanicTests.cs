using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class PanicTests
{
    [Theory]
    [InlineData(901)]
    [InlineData(902)]
    public void From_the_moment_the_button_is_down_nobody_gets_anything_but_the_slate(int seed)
    {
        var random = new Random(seed);
        using var picture = new ShieldedFrame(Room.Size);
        using var rig = new LiveRig(seed).Start();
        for (var round = 0; round < 12; round++)
        {
            rig.UntilShown(random.Next(1, 12));
            for (var spin = random.Next(200_000); spin > 0; spin--)
            {
                Thread.SpinWait(1);
            }

            rig.Session.Outlet.Panic = true;
            var shown = rig.Witness.Shown;
            var witness = new LeakWitness(rig.Room);
            var delivered = rig.Source.Delivered;
            while (witness.Count < 50 || rig.Source.Delivered < delivered + 3)
            {
                rig.Session.Outlet.CopyTo(picture);
                witness.Examine(picture);
                Assert.Equal(SlateReason.Panic, witness.Last.Slate);
            }

            witness.AssertClean();
            var seen = rig.Witness.Count;
            rig.Until("the sinks go on", () => rig.Witness.Count > seen + 3);

            // One picture may have been copied before and be on its way into the sink.
            Assert.InRange(rig.Witness.Shown - shown, 0, 1);
            Assert.Equal(SlateReason.Panic, rig.Witness.Last.Slate);
            Assert.NotEqual(ShieldStatus.Live, rig.Session.Pipeline.State.Status);
            rig.Session.Outlet.Panic = false;
        }

        rig.UntilShown();
        rig.End();
    }

    /// <summary>The button works when nothing else does: here the shield thread is stuck in the model.</summary>
    [Fact]
    public void The_button_needs_no_other_thread()
    {
        using var stuck = new ManualResetEvent(false);
        using var go = new ManualResetEvent(false);
        var bad = new Chosen();
        using var rig = new LiveRig(903, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            work();
            if (bad.Takes(frame.Id))
            {
                stuck.Set();
                go.WaitOne(TimeSpan.FromSeconds(20));
            }
        })).GoLive();
        bad.Next(1);
        Assert.True(stuck.WaitOne(TimeSpan.FromSeconds(20)));

        rig.Session.Outlet.Panic = true;

        rig.UntilSlate(SlateReason.Panic);
        go.Set();
        var delivered = rig.Source.Delivered;
        rig.Until("the shield goes on", () => rig.Source.Delivered > delivered + 20);
        Assert.Equal(SlateReason.Panic, rig.Witness.Last.Slate);
        rig.Session.Outlet.Panic = false;
        rig.UntilShown();
        rig.End();
    }
}
