namespace StreamShield.Tests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class StubbornSinkTests
{
    private const int Pictures = 60;

    /// <summary>80 a second are promised. A loaded machine may need a while longer; a session that waits for its slowest sink would need longer than the rig waits.</summary>
    private static void MemoryKeepsItsRate(LiveRig rig)
    {
        rig.UntilShown();
        var seen = rig.Witness.Count;
        rig.Until($"{Pictures} pictures came", () => rig.Witness.Count >= seen + Pictures);
    }

    [Fact]
    public void A_slow_sink_gets_fewer_pictures_and_slows_nobody()
    {
        using var never = new ManualResetEvent(false);
        var sink = new StubbornSink(_ => never.WaitOne(TimeSpan.FromSeconds(1)));
        using var rig = new LiveRig(1001);
        rig.Session.Add(sink);
        rig.Start();
        MemoryKeepsItsRate(rig);
        Assert.InRange(sink.Begun, 1, Pictures / 3);
        rig.End();
        Assert.True(sink.LastIsSlate && sink.Completed && sink.Disposed);
    }

    [Fact]
    public void A_sink_that_throws_disturbs_nobody_and_is_tried_again()
    {
        var broken = true;
        var sink = new StubbornSink(_ =>
        {
            if (Volatile.Read(ref broken))
            {
                throw new IOException("The disk is full.");
            }
        });
        using var rig = new LiveRig(1002);
        rig.Session.Add(sink);
        rig.Start();
        MemoryKeepsItsRate(rig);
        Assert.Contains("disk is full", rig.Session.Pumps[2].Trouble, StringComparison.Ordinal);
        Volatile.Write(ref broken, false);
        var begun = sink.Begun;
        rig.Until("the sink is used again", () => sink.Begun > begun + 5);
        Assert.Equal("", rig.Session.Pumps[2].Trouble);
        rig.End();
        Assert.True(sink.LastIsSlate && sink.Completed && sink.Disposed);
    }

    /// <summary>A sink that never returns costs the others nothing, live or at the end, and is put away when it does return.</summary>
    [Fact]
    public void A_sink_that_hangs_disturbs_nobody_not_even_at_the_end()
    {
        using var returned = new ManualResetEvent(false);
        var sink = new StubbornSink(nth => _ = nth == 3 && returned.WaitOne(TimeSpan.FromSeconds(30)));
        using var rig = new LiveRig(1003);
        rig.Session.Add(sink);
        rig.Start();
        MemoryKeepsItsRate(rig);
        Assert.Equal(3, sink.Begun);

        rig.End();

        Assert.False(sink.Disposed);
        returned.Set();
        Assert.True(SpinWait.SpinUntil(() => sink.Disposed, TimeSpan.FromSeconds(10)), "The sink that came back was never disposed.");
        Assert.False(sink.Completed);
    }

    [Fact]
    public void A_stream_client_that_reads_nothing_stalls_nobody()
    {
        using var rig = new LiveRig(1004);
        using var lazy = rig.Stream.Attach();
        rig.Start();
        MemoryKeepsItsRate(rig);
        var seen = rig.StreamWitness.Count;
        rig.Until("the other client gets its pictures", () => rig.StreamWitness.Count > seen + 20);
        rig.End();
    }
}
