using System.Diagnostics;
using System.Globalization;
using StreamShield.App.Http;
using StreamShield.App.Measuring;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Devices.Mjpeg;
using StreamShield.Devices.Synthetic;
using StreamShield.Devices.Tools;
using StreamShield.Devices.VirtualCameras;
using StreamShield.Onnx;

namespace StreamShield.Lab.Latency;

/// <summary>
/// <c>latency mjpeg|/dev/videoN [SIZE] [FPS] [SECONDS] [no-model]</c>: how old a picture is when a consumer has it, by numbers in its pixels. The whole live pipeline runs at a steady rate;
/// ffmpeg reads the stream, or the loopback device, and every number that it shows for the first time is compared with the moment at which that number left the source.
/// Prints capture to end of sink write, time in the sink, source to consumer, and this process's share of a core.
/// </summary>
internal static class LatencyCommand
{
    private const double WarmUpSeconds = 3;

    /// <summary>Measures and prints.</summary>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 1 or > 5 || ExternalTool.Ffmpeg is not { } ffmpeg)
        {
            Console.Error.WriteLine("Say latency mjpeg|/dev/videoN [SIZE] [FPS] [SECONDS] [no-model]; ffmpeg is needed.");
            return 2;
        }

        var size = FrameSize.Parse(args.ElementAtOrDefault(1) ?? "1280x720");
        var rate = double.Parse(args.ElementAtOrDefault(2) ?? "30", CultureInfo.InvariantCulture);
        var seconds = double.Parse(args.ElementAtOrDefault(3) ?? "20", CultureInfo.InvariantCulture);
        var time = TimeProvider.System;
        var source = new TimedPattern(size, rate, time);
        var stream = args[0] == "mjpeg" ? new MjpegSink(size) : null;
        var sink = new TimedSink(stream is not null ? stream : VirtualCameraCatalog.Default.Make($"v4l2loopback:{args[0]}", size, rate), time);
        var withModel = args.ElementAtOrDefault(4) != "no-model";
        using var session = new ShieldSession(
            size, rate, source, () => new WholePicture(withModel ? ModelStore.ForThisUser().Open(null, threads: 1) : null), new ShieldSettings { People = PeopleChoice.Everyone }, time);
        session.Add(sink);
        session.Start();
        await using var server = stream is null ? null : await LocalServer.StartAsync(
            0, mayMove: true, new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System), new Site([], new LiveRoutes(stream, static () => throw new NotSupportedException()).All, []), Console.Error.WriteLine);

        string[] input = server is not null
            ? ["-f", "mpjpeg", "-fflags", "nobuffer", "-flags", "low_delay", "-probesize", "32", "-analyzeduration", "0", "-i", $"{server.AddressOf(LiveRoutes.Picture)}"]
            : ["-f", "v4l2", "-fflags", "nobuffer", "-i", args[0]];
        using var viewer = Process.Start(new ProcessStartInfo(ffmpeg, ["-v", "error", .. input, "-f", "rawvideo", "-pix_fmt", "gray", "-"]) { RedirectStandardOutput = true })!;
        var shown = new List<float>();
        var cpu = TimeSpan.Zero;
        var pixels = new byte[size.Pixels];
        long last = -1;

        // ffmpeg takes its time to begin.
        await viewer.StandardOutput.BaseStream.ReadExactlyAsync(pixels);
        var began = time.GetTimestamp();
        for (double now = 0; now < WarmUpSeconds + seconds; now = time.GetElapsedTime(began).TotalSeconds)
        {
            await viewer.StandardOutput.BaseStream.ReadExactlyAsync(pixels);
            var number = PatternNumber.Read(pixels, size, size.Width, 1);
            if (now < WarmUpSeconds)
            {
                sink.Forget();
                cpu = Process.GetCurrentProcess().TotalProcessorTime;
            }
            else if (number >= 0 && number != last)
            {
                shown.Add((float)time.GetElapsedTime(source.LeftAt(number)).TotalMilliseconds);
            }

            last = number;
        }

        var share = (Process.GetCurrentProcess().TotalProcessorTime - cpu) / TimeSpan.FromSeconds(seconds);
        viewer.Kill();
        session.Dispose();
        Say("capture to end of sink write", sink.AgeMs);
        Say("time in the sink", sink.WriteMs);
        Say("source to consumer", shown);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"this process: {share * 100:0} % of a core, pipeline included"));
        return shown.Count > 0 ? 0 : 1;
    }

    private static void Say(string what, List<float> milliseconds)
    {
        var spread = Spread.Of([.. milliseconds]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-30} p50 {spread.P50Ms,7:0.00} ms  p95 {spread.P95Ms,7:0.00} ms  ({milliseconds.Count} pictures)"));
    }
}
