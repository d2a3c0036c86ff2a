using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCvSharp;
using StreamShield.App.Obs;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Tests.App;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>The guard over the real OBS. A red source stands for the room beside a camera without a device.</summary>
[Collection(EndToEndTests.Name)]
public sealed class RealObsGuardTests(RealObs obs, ITestOutputHelper output) : IClassFixture<RealObs>
{
    private const long Red = 0xFF0000FF;
    private const long Blue = 0xFFFF0000;
    private static readonly FrameSize Size = new(RealObs.Width, RealObs.Height);

    [Fact]
    public async Task A_raw_camera_is_found_in_scenes_and_in_scenes_within_scenes()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        await using var session = await obs.ConnectAsync();
        await RealObs.MakeSceneAsync(session, "Clean", Colour("clean", Blue));
        await RealObs.ShowAsync(session, "Clean");
        var said = new WatchedWriter();
        await using var watch = Start(new GuardOptions(), null, said);
        await said.LineWithAsync("Guarding OBS (obs-websocket 5.");
        await RealObs.MakeSceneAsync(session, "Found", Camera("found camera", "/dev/video77"));
        await said.LineWithAsync("Scene 'Found' shows your raw camera: 'found camera' (/dev/video77).");
        await RealObs.MakeSceneAsync(session, "Around");
        await session.AskAsync("CreateSceneItem", new JsonObject { ["sceneName"] = "Around", ["sourceName"] = "Found", ["sceneItemEnabled"] = false }, CancellationToken.None);
        await said.LineWithAsync("Scene 'Around' holds your raw camera: 'found camera' (/dev/video77) inside 'Found', switched off now.");
        Assert.DoesNotContain("'Clean'", said.ToString(), StringComparison.Ordinal);

        // OBS 29 does not tell that a source was given another device: it is seen when the scene changes.
        await session.AskAsync(
            "SetInputSettings", new JsonObject { ["inputName"] = "found camera", ["inputSettings"] = new JsonObject { ["device_id"] = "/dev/video78" } }, CancellationToken.None);
        await RealObs.ShowAsync(session, "Around");
        await said.LineWithAsync("Scene 'Found' shows your raw camera: 'found camera' (/dev/video78).");
    }

    [Fact]
    public async Task The_safe_scene_follows_each_slate()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        const int Runs = 15;
        await using var session = await obs.ConnectAsync();
        await RealObs.MakeSceneAsync(session, "Live", Colour("live", Blue));
        await RealObs.MakeSceneAsync(session, "Pause", Colour("pause", 0xFF00FF00));
        await RealObs.ShowAsync(session, "Live");
        var signal = new ShieldSignal();
        var said = new WatchedWriter();
        using var outlet = new Outlet(Size) { MaxAge = TimeSpan.MaxValue };
        Quadrants.Publish(outlet, Quadrants.Day, 1);
        using var pump = new SinkPump(new SlateWatch(Size, signal), outlet, 30);
        pump.Start();
        await using var watch = Start(new GuardOptions { SafeScene = "Pause", After = TimeSpan.Zero }, signal, said);
        await said.LineWithAsync("safe scene 'Pause'");
        await said.LineWithAsync("by a cut from now on");
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            await RealObs.ChooseAsync(session, "Live", shown: "Live");
            outlet.Panic = true;
            var began = Stopwatch.GetTimestamp();
            await RealObs.ShownAsync(session, "Pause");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            outlet.Panic = false;
            await SpinUntilAsync(() => signal.Live == true);
        }

        times.Sort();
        output.WriteLine($"From the panic button to OBS's word that the safe scene goes out, {Runs} runs: p50 {times[Runs / 2]:0} ms, max {times[^1]:0} ms.");
    }

    [Fact]
    public async Task A_recording_shows_the_room_for_no_more_than_a_few_frames()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        await using var session = await obs.ConnectAsync();
        await RealObs.MakeSceneAsync(session, "Good", Colour("good", Blue));
        await RealObs.MakeSceneAsync(session, "Refuge", Colour("refuge", Blue));
        await RealObs.MakeSceneAsync(session, "Bad", Colour("room", Red), Camera("bad camera", "/dev/video79"));
        await RealObs.ShowAsync(session, "Good");

        // The worst case: with a fade the room would show faintly first.
        await CutAsync(session);
        var said = new WatchedWriter();
        await using var watch = Start(new GuardOptions { SafeScene = "Refuge", StopRaw = true }, null, said);
        await said.LineWithAsync("Scene 'Bad' shows your raw camera");
        await said.LineWithAsync("by a cut from now on");
        await RecordAsync(session, start: true);
        const int Runs = 5;
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            await RealObs.ChooseAsync(session, "Good", shown: "Good");
            var began = Stopwatch.GetTimestamp();
            await RealObs.ChooseAsync(session, "Bad", shown: "Refuge");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        if (!await RecordedAsync(session, TimeSpan.FromSeconds(3)))
        {
            // A machine too busy for OBS to leave the scene within a second: then the guard's last resort is right, and there is no more to count.
            Assert.SkipUnless(said.ToString().Contains("stopped recording", StringComparison.Ordinal), $"OBS ended its recording by itself, so that no frames can be counted. The guard said: {said}");
            output.WriteLine($"OBS was too slow to leave the raw scene, and the guard stopped the recording; at most {times[^1]:0} ms.");
            return;
        }

        var file = await RecordAsync(session, start: false);
        var (red, all) = CountRed(file);
        output.WriteLine($"A raw scene chosen {Runs} times: left after p50 {times[Runs / 2]:0} ms, max {times[^1]:0} ms; {red} of {all} recorded frames show it.");
        Assert.True(all > 0);
        // OBS tells of its scenes late there, and the guard can leave none before it hears of it.
        Assert.SkipWhen(times[Runs / 2] > 1000, $"This machine is too busy to count frames: OBS took {times[Runs / 2]:0} ms to show and leave a scene.");
        Assert.True(red < all / 2, "The raw scene stays.");
    }

    [Fact]
    public async Task A_recording_is_stopped_when_even_the_safe_scene_becomes_unsafe()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        await using var session = await obs.ConnectAsync();
        await RealObs.MakeSceneAsync(session, "Last refuge", Colour("last refuge", Blue));
        await RealObs.ShowAsync(session, "Last refuge");
        var said = new WatchedWriter();
        await using var watch = Start(new GuardOptions { SafeScene = "Last refuge", StopRaw = true }, null, said);
        await said.LineWithAsync("Guarding OBS");
        await RecordAsync(session, start: true);
        await session.AskAsync(
            "CreateInput",
            new JsonObject { ["sceneName"] = "Last refuge", ["inputName"] = "intruder", ["inputKind"] = "v4l2_input", ["inputSettings"] = new JsonObject { ["device_id"] = "/dev/video80" } },
            CancellationToken.None);
        await RealObs.EventAsync(session, happened => RecordState(session, happened) == "OBS_WEBSOCKET_OUTPUT_STOPPED");
        Assert.Contains("stopped recording", said.ToString(), StringComparison.Ordinal);
        await session.AskAsync("RemoveInput", new JsonObject { ["inputName"] = "intruder" }, CancellationToken.None);
    }

    private ObsWatch Start(GuardOptions options, ShieldSignal? signal, WatchedWriter said) =>
        ObsWatch.Start(new ObsWatchOptions(obs.Access, options), signal, null, said.WriteLine, TimeProvider.System, CancellationToken.None);

    private static (string, string, JsonObject) Colour(string name, long colour) =>
        (name, "color_source_v3", new JsonObject { ["color"] = colour, ["width"] = RealObs.Width, ["height"] = RealObs.Height });

    private static (string, string, JsonObject) Camera(string name, string device) => (name, "v4l2_input", new JsonObject { ["device_id"] = device });

    private static Task CutAsync(ObsConnection session) =>
        session.AskAsync("SetCurrentSceneTransition", new JsonObject { ["transitionName"] = "Cut" }, CancellationToken.None);

    private static string? RecordState(ObsConnection session, ObsProtocol.Event happened) =>
        happened.EventType == "RecordStateChanged" ? session.Read(happened, ObsJson.Default.ObsOutputStatus).OutputState : null;

    /// <summary>Starts or stops; gives the file when it is finished.</summary>
    private static async Task<string> RecordAsync(ObsConnection session, bool start)
    {
        var answer = await session.AskAsync(start ? "StartRecord" : "StopRecord", null, CancellationToken.None);
        var wanted = start ? "OBS_WEBSOCKET_OUTPUT_STARTED" : "OBS_WEBSOCKET_OUTPUT_STOPPED";
        await RealObs.EventAsync(session, happened => RecordState(session, happened) == wanted);
        return start ? "" : answer.GetProperty("outputPath").GetString()!;
    }

    /// <summary>Waits until a recording is so long; false when it was stopped meanwhile.</summary>
    private static async Task<bool> RecordedAsync(ObsConnection session, TimeSpan length)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            var status = await session.AskAsync("GetRecordStatus", null, CancellationToken.None);
            if (!status.GetProperty("outputActive").GetBoolean())
            {
                return false;
            }

            if (status.GetProperty("outputDuration").GetDouble() >= length.TotalMilliseconds)
            {
                return true;
            }

            Assert.True(began.Elapsed < TimeSpan.FromSeconds(60), $"The recording does not grow: {status}");
        }
    }

    private static (int Red, int All) CountRed(string file)
    {
        using var clip = new VideoCapture(file, VideoCaptureAPIs.FFMPEG);
        using var frame = new Mat();
        var (red, all) = (0, 0);
        for (; clip.Read(frame); all++)
        {
            var mean = frame.Mean();
            red += mean.Val2 > 16 ? 1 : 0;
        }

        return (red, all);
    }

    private static async Task SpinUntilAsync(Func<bool> condition)
    {
        var began = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }
}
