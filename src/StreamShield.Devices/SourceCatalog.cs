using StreamShield.Core.Frames;
using StreamShield.Core.Storage;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Network;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Devices;

/// <summary>Creates sources from their text form, such as "webcam:0" or "clip:demo.mp4".</summary>
public static class SourceCatalog
{
    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["webcam"] = new("webcam, webcam:NAME or webcam:0 (its device file /dev/videoN works, too)", MakeWebcam),
        ["rtsp"] = new("rtsp://HOST/... or http://HOST/... (a phone's or network camera)", static (_, _) => throw NoAddress()),
        ["clip"] = new("clip:PATH (or just the path of a video file)", MakeClip),
        ["pattern"] = new("pattern", (_, options) => new PatternSource(options.Size, options.FramesPerSecond, options.Paced, options.Time)),
    };

    private delegate ISource Maker(string argument, SourceOptions options);

    /// <summary>The forms that a source text may take, for help texts.</summary>
    public static IEnumerable<string> Forms => Entries.Values.Select(entry => entry.Form);

    /// <summary>Creates the source that a text names, without opening it.</summary>
    /// <param name="text">Such as "webcam", "webcam:C920", "/dev/video0", "clip:demo.mp4", "demo.mp4", "http://192.168.1.20:8080/video", "pattern".</param>
    /// <param name="options">Requested size, rate and behaviour.</param>
    /// <exception cref="ShieldException">The text does not name a source.</exception>
    public static ISource Make(string text, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (CameraAddress.Parse(text) is { } address)
        {
            return TurnedSource.Over(address.Uri.Scheme == "rtsp" ? new RtspCamera(address) : new HttpCamera(address), options.Orientation);
        }

        if (CameraAddress.IsMeant(text))
        {
            // Not repeated: it may hold a password.
            throw new ShieldException(SlateReason.SourceMissing, "This is no valid address of a camera: copy it from its app, such as http://192.168.1.20:8080/video; in a name or password write special characters by their codes (@ as %40, # as %23, a space as %20, a backslash as %5C).");
        }

        var asked = options with { Size = options.Orientation.Before(options.Size) };
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? text : text[..colon];
        if (Entries.TryGetValue(kind.Trim(), out var entry))
        {
            return TurnedSource.Over(entry.Make(colon < 0 ? "" : text[(colon + 1)..], asked), options.Orientation);
        }

        if (LinuxCameras.IsDeviceFile(text))
        {
            return TurnedSource.Over(MakeWebcam(text, asked), options.Orientation);
        }

        if (File.Exists(text) || Directory.Exists(text) || IsOwnInput(text))
        {
            return TurnedSource.Over(MakeClip(text, asked), options.Orientation);
        }

        throw new ShieldException(SlateReason.SourceMissing, $"'{text}' is neither a source nor an existing file: use {string.Join("; ", Forms)}.");
    }

    /// <summary>A source text that is safe to show: network addresses lose their secrets, other texts are unchanged.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CameraAddress.Parse(text)?.Name ?? (CameraAddress.IsMeant(text) ? "camera at an unknown address" : text);
    }

    /// <summary>Registers another kind of source, for programs that embed this one and bring their own camera.</summary>
    /// <param name="kind">The part of the text before the colon.</param>
    /// <param name="make">Creates the source from the part after the colon.</param>
    internal static void Offer(string kind, Func<string, SourceOptions, ISource> make) => Entries.Add(kind, new Entry(kind, make.Invoke));

    private static WebcamSource MakeWebcam(string argument, SourceOptions options) =>
        new(argument, options.Size, options.FramesPerSecond);

    private static ClipSource MakeClip(string argument, SourceOptions options)
    {
        var fault = IsOwnInput(argument) ? "it is a pipe" : Directory.Exists(argument) ? null : PlainFile.Fault(argument);
        return fault is null
            ? new ClipSource(argument, options.Loop, options.Paced, options.Time, options.Size)
            : throw new ShieldException(SlateReason.SourceMissing,
                $"'{argument}' cannot be a clip, for {fault}, and a clip is opened more than once: write it into a file first, or let ffmpeg feed it to a v4l2loopback camera (ffmpeg -re -i {argument} -pix_fmt yuyv422 -f v4l2 /dev/video10) and use that one.");
    }

    /// <summary>True for the usual names of standard input, and for Windows named pipes.</summary>
    private static bool IsOwnInput(string text) =>
        text == "-" || text.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase) || text.StartsWith(@"\\.\pipe\", StringComparison.OrdinalIgnoreCase);

    private static ShieldException NoAddress() => new(SlateReason.SourceMissing, "That is not the address of a camera: write it as rtsp://192.168.1.20:8554/live or http://192.168.1.20:8080/video.");

    private sealed record Entry(string Form, Maker Make);
}
