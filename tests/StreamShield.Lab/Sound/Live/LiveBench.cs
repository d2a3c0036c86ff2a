using System.Diagnostics;
using System.Globalization;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;

namespace StreamShield.Lab.Sound.Live;

/// <summary>
/// <c>sound live [SECONDS] [CAMERA] [TABLE]</c>: clap and flash through the real program between a real sound server and a viewer of its stream. The camera's flash counts as CAMERA ms old when its frame
/// is handed over, which is what the program gets as <c>--sound-offset</c>. The panic button is pressed now and then; at the end the processor is kept busy for a while, so that delays change.
/// </summary>
internal static class LiveBench
{
    private const double SecondsPerPress = 20;
    private const int DefaultCameraMs = 50;
    private static readonly TimeSpan PressLasts = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BusyLasts = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Measures and prints.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 60;
        var cameraMs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : DefaultCameraMs;
        using var house = SoundHouse.Open();
        if (house is null || ExternalTool.Ffmpeg is not { } ffmpeg)
        {
            await Console.Error.WriteLineAsync("sound live needs pulseaudio, pulseaudio-utils and ffmpeg.");
            return 2;
        }

        // The streamer of the demo clip leaves later, and the sound with her.
        var clip = house.File("camera.mp4");
        using (var cut = Process.Start(ffmpeg, ["-v", "error", "-i", LiveSource.DemoClip, "-t", "5.4", "-c", "copy", clip]))
        {
            await cut.WaitForExitAsync();
        }

        using var room = new Ear(SoundHouse.Room);
        using var cable = new Ear(SoundHouse.Cable);
        using var voice = new RoomVoice();
        var started = Stopwatch.GetTimestamp();
        string[] command =
        [
            "run", "--port", "0", "--no-page", "--sink", "mjpeg", "--source", $"{ProgramUnderTest.Camera}:{clip}", "--mic", $"{SoundHouse.Room}.monitor", "--sound-out", SoundHouse.Cable,
            "--sound-offset", $"{cameraMs}", "--fps", "25",
        ];
        using var program = new LiveProcess(command, voice.Clap);
        using var viewer = await Viewer.OpenAsync(await program.PictureAsync());
        await HeardAsync(program);
        var began = Stopwatch.GetTimestamp();
        var watch = new StateLog();
        var presses = new List<PanicPress>();
        using (var tick = new PeriodicTimer(TimeSpan.FromSeconds(0.5)))
        {
            while (await tick.WaitForNextTickAsync() && Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            {
                watch.Add(await program.StateAsync());
                if (Stopwatch.GetElapsedTime(began).TotalSeconds > (presses.Count + 0.5) * SecondsPerPress)
                {
                    presses.Add(await PressAsync(program));
                }
            }
        }

        var busy = Stopwatch.GetTimestamp();
        using (new Burner(Environment.ProcessorCount))
        using (var tick = new PeriodicTimer(BusyLasts))
        {
            await tick.WaitForNextTickAsync();
        }

        watch.Add(await program.StateAsync());
        var ending = Stopwatch.GetTimestamp();
        await program.EndAsync();
        var ended = Stopwatch.GetTimestamp();
        using (var tick = new PeriodicTimer(TimeSpan.FromSeconds(1)))
        {
            await tick.WaitForNextTickAsync();
        }

        viewer.Dispose();
        room.Dispose();
        cable.Dispose();
        var report = new LiveReport(room, cable, [.. program.Flashes], viewer, presses, cameraMs);
        report.Offsets("in step", began, busy, args.ElementAtOrDefault(2));
        report.Offsets("processor busy", busy, ending, args.ElementAtOrDefault(2));
        watch.Tell();
        report.Mutes();
        report.Clicks([("start", started, began), ("run", began, busy), ("processor busy", busy, ending), ("stop", ending, ended + Stopwatch.Frequency)]);
        return 0;
    }

    /// <summary>Waits until the program lets sound through.</summary>
    private static async Task HeardAsync(LiveProcess program)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(0.2));
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await tick.WaitForNextTickAsync())
        {
            if ((await program.StateAsync()).GetProperty("sound").GetProperty("muted").GetBoolean() is false)
            {
                return;
            }
        }

        throw new ShieldException(SlateReason.SourceLost, $"No sound came through the program: {await program.StateAsync()}");
    }

    private static async Task<PanicPress> PressAsync(LiveProcess program)
    {
        var asked = Stopwatch.GetTimestamp();
        var answered = await program.PanicAsync(on: true);
        using var tick = new PeriodicTimer(PressLasts);
        await tick.WaitForNextTickAsync();
        var back = Stopwatch.GetTimestamp();
        await program.PanicAsync(on: false);
        return new PanicPress(asked, answered, back);
    }
}
