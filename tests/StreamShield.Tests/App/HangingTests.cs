using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Tests.App.Page;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App;

/// <summary>One thing that hangs takes nothing else with it: not the button, not the viewers, not other changes, not the end.</summary>
[Collection(EndToEndTests.Name)]
public sealed class HangingTests
{
    /// <summary>A change that hangs, as often as the page may ask for it: its threads are its own.</summary>
    [Fact]
    public async Task Changes_that_hang_delay_neither_the_button_nor_the_viewers_nor_other_changes()
    {
        using var go = new ManualResetEvent(false);
        using var stuck = new CountdownEvent(8);
        await using var rig = await PageRig.StartAsync(7931);
        var hung = Enumerable.Range(0, 8).Select(_ => rig.Control.ApplyAsync("The test", now => new Target(now.Room, now.Stored, now.Settings.Plate), _ =>
        {
            stuck.Signal();
            go.WaitOne(TimeSpan.FromSeconds(60));
        })).ToList();
        Assert.True(stuck.Wait(TimeSpan.FromSeconds(20)));

        await rig.SendAsync("POST", "panic", """{"on":true}""");
        rig.Live.UntilSlate(SlateReason.Panic);
        await rig.SendAsync("POST", "panic", """{"on":false}""");
        rig.Live.UntilShown(10);
        var strength = rig.Control.Now.Settings.Strength;
        await rig.Control.StepAsync(stronger: true);
        Assert.Equal(strength + 5, rig.Control.Now.Settings.Strength);
        Assert.All(hung, change => Assert.False(change.IsCompleted));
        go.Set();
        await Task.WhenAll(hung);
        Assert.Equal(strength + 5, rig.Control.Now.Settings.Strength);
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up_with_one_sentence_and_freed_when_it_comes_back()
    {
        using var go = new ManualResetEvent(false);
        using var freed = new ManualResetEvent(false);
        var late = await Assert.ThrowsAsync<UserException>(() => Slowly.RunAsync(
            "The camera", () => go.WaitOne(TimeSpan.FromSeconds(60)), _ => freed.Set(), TimeSpan.FromMilliseconds(50)));
        Assert.StartsWith("The camera did not answer", late.Message);
        Assert.EndsWith(".", late.Message);
        go.Set();
        Assert.True(freed.WaitOne(TimeSpan.FromSeconds(20)), "What came too late was kept.");
        Assert.Equal(7, await Slowly.RunAsync("The camera", () => 7));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Slowly.RunAsync("The camera", () => throw new InvalidOperationException("boom")));
    }

    /// <summary>The model hangs during a capture of the plate: stopping it, and the end, wait for nothing.</summary>
    [Fact]
    public async Task A_model_that_hangs_while_the_room_is_captured_holds_no_lock()
    {
        using var go = new ManualResetEvent(false);
        using var stuck = new ManualResetEvent(false);
        var hang = false;
        await using var rig = await PageRig.StartAsync(7932, live => live.Open = Wrap(live.Open));
        Volatile.Write(ref hang, true);
        await rig.SendAsync("POST", "plate/capture", """{"seconds":0}""");
        Assert.True(stuck.WaitOne(TimeSpan.FromSeconds(20)));

        await rig.SendAsync("DELETE", "plate/capture");
        await rig.SendAsync("POST", "panic", """{"on":true}""");
        rig.Live.UntilSlate(SlateReason.Panic);
        Volatile.Write(ref hang, false);
        go.Set();
        await rig.SendAsync("POST", "panic", """{"on":false}""");
        rig.Live.UntilShown();
        rig.End();

        Func<ISegmenter> Wrap(Func<ISegmenter> open) => () => new FaultySegmenter(open(), (_, _, work) =>
        {
            if (Volatile.Read(ref hang))
            {
                stuck.Set();
                go.WaitOne(TimeSpan.FromSeconds(60));
            }

            work();
        });
    }

    /// <summary>An output that nobody reads, or that cannot be written: words are lost, and nobody waits.</summary>
    [Fact]
    public void Words_that_cannot_be_written_are_lost()
    {
        using var go = new ManualResetEvent(false);
        using var full = new StuckWriter(go, () => throw new IOException("No space left on device"));
        using (var writer = new BackgroundWriter(full))
        {
            for (var i = 0; i < 5000; i++)
            {
                writer.WriteLine("words");
            }

            writer.Flush();
        }

        go.Set();
    }

    [Fact]
    public void Words_come_in_order_and_the_last_ones_at_the_end()
    {
        using var text = new StringWriter();
        using (var writer = new BackgroundWriter(text))
        {
            for (var i = 0; i < 300; i++)
            {
                writer.Write(i);
                writer.Write(' ');
            }

            writer.WriteLine("end");
        }

        Assert.Equal($"{string.Join(' ', Enumerable.Range(0, 300))} end{Environment.NewLine}", text.ToString());
    }

    [Fact]
    public void Whatever_hangs_the_process_ends()
    {
        using var ended = new ManualResetEvent(false);
        using var shutdown = new Shutdown(TextWriter.Null, code => ended.Set());
        using var go = new ManualResetEvent(false);
        shutdown.Token.Register(() => go.WaitOne(TimeSpan.FromSeconds(60)));
        shutdown.Request();
        Assert.True(shutdown.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
        Assert.True(ended.WaitOne(TimeSpan.FromSeconds(20)), "A callback that hangs keeps the process from ending.");
        go.Set();
    }

    private sealed class StuckWriter(ManualResetEvent go, Action fail) : StringWriter
    {
        public override void Write(string? value)
        {
            go.WaitOne(TimeSpan.FromSeconds(60));
            fail();
        }
    }
}
