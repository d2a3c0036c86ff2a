using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Pulse;
using StreamShield.Tests.App;

namespace StreamShield.Tests.Devices.Sound;

/// <summary>A real server: its devices by name, and what happens when they go away.</summary>
[Collection(PulseCollection.Name)]
public sealed class PulseTests(PulseServer server)
{
    [Fact]
    public void Devices_are_listed_with_names_for_people_and_monitors_are_no_microphones()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var family = new PulseFamily();
        Assert.Contains(family.Outputs(), device => device is { Name: "cable", Description: "TestCable", IsMonitor: false });
        Assert.Contains(family.Microphones(), device => device is { Name: "cable.monitor", IsMonitor: true });
        Assert.DoesNotContain(family.Microphones(), device => !device.IsMonitor);
    }

    [Fact]
    public void An_unknown_output_is_refused_with_those_there_are()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        using var sink = new PulseSink("nosuch");
        var failure = Assert.Throws<ShieldException>(sink.Open);
        Assert.Contains("There is no sound output 'nosuch': choose one of 'TestCable'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_monitor_is_never_taken_for_the_usual_microphone()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        using var source = new PulseSource(null);
        Assert.Equal("No microphone was found: plug one in.", Assert.Throws<ShieldException>(source.Open).Message);
    }

    [Fact]
    public void An_output_that_goes_away_is_a_sentence_and_comes_back_when_opened_again()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        server.Tell("load-module", "module-null-sink", "sink_name=brief", "sink_properties=device.description=BriefCable");
        using var sink = new PulseSink("BriefCable");
        sink.Open();
        var block = new float[SoundFormat.Block];
        sink.Write(block);
        using var other = new PulseSource("brief.monitor");
        other.Open();
        Assert.True(other.Read(block));
        server.Tell("unload-module", "module-null-sink");
        var failure = Assert.Throws<ShieldException>(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                other.Read(block);
            }
        });
        Assert.StartsWith("Monitor of BriefCable went away", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ShieldException>(other.Open);
        server.Tell("load-module", "module-null-sink", "sink_name=cable", "rate=48000", "channels=2", "sink_properties=device.description=TestCable");
        server.Tell("load-module", "module-null-sink", "sink_name=other", "sink_properties=device.description=OtherCable");
        server.Tell("load-module", "module-null-sink", "sink_name=brief", "sink_properties=device.description=BriefCable");
        other.Open();
        Assert.True(other.Read(block));
    }

    /// <summary>PulseAudio hands the streams of a device that is unplugged to another one, such as a monitor: the sound of whatever else is played.</summary>
    [Fact]
    public void A_microphone_that_is_unplugged_is_lost_and_no_other_device_takes_its_place()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        server.Tell("load-module", "module-remap-source", "source_name=mic", "master=other.monitor", "source_properties=device.description=BriefMic");
        using var source = new PulseSource("BriefMic");
        source.Open();
        var block = new float[SoundFormat.Block];
        Assert.True(source.Read(block));
        server.Tell("unload-module", "module-remap-source");
        var failure = Assert.Throws<ShieldException>(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                source.Read(block);
            }
        });
        Assert.StartsWith("BriefMic went away (it said: Stream moved to device", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("BriefMic is not there", Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_runs_dry_again_and_again_is_given_a_longer_queue()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        using var sink = new PulseSink("cable");
        using var pause = new ManualResetEvent(false);
        sink.Open();
        var asked = sink.RequestedMs;
        var block = new float[SoundFormat.Block];
        for (var i = 0; i < 200 && sink.RequestedMs == asked; i++)
        {
            for (var k = 0; k < 8; k++)
            {
                sink.Write(block);
            }

            pause.WaitOne(100);
        }

        Assert.Equal(2 * asked, sink.RequestedMs);
        sink.Write(block);
    }

    [Fact]
    public void Disposing_ends_a_read_that_waits()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var source = new PulseSource("cable.monitor");
        source.Open();
        server.Tell("suspend-sink", "cable", "1");
        var reading = Task.Run(() =>
        {
            var block = new float[SoundFormat.Block];
            while (true)
            {
                source.Read(block);
            }
        });
        source.Dispose();
        Assert.True(((IAsyncResult)reading).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
        Assert.True(reading.IsFaulted);
        server.Tell("suspend-sink", "cable", "0");
    }

    [Fact]
    public async Task The_command_devices_lists_them()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var (code, run) = await CommandRun.ToEndAsync("devices");
        Assert.Equal(0, code);
        Assert.Contains("TestCable  (cable)", run.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("cable.monitor", run.Output.ToString(), StringComparison.Ordinal);
    }
}
