using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>Every source there is, by the text that names it.</summary>
public static class SourceCatalog
{
    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["webcam"] = new("webcam, webcam:0 or webcam:NAME", MakeWebcam),
        ["clip"] = new("clip:PATH (or just the path of a video file)", MakeClip),
        ["pattern"] = new("pattern", (_, options) => new PatternSource(options.Size, options.FramesPerSecond, options.Paced, options.Time)),
    };

    private delegate ISource Maker(string argument, SourceOptions options);

    /// <summary>The forms a source's text may take, for help texts.</summary>
    public static IEnumerable<string> Forms => Entries.Values.Select(entry => entry.Form);

    /// <summary>Makes the source that a text names, without opening it.</summary>
    /// <param name="text">Such as "webcam", "webcam:C920", "clip:demo.mp4", "demo.mp4", "pattern".</param>
    /// <param name="options">What to ask of it.</param>
    /// <exception cref="ShieldException">The text names no source.</exception>
    public static ISource Make(string text, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        var asked = options with { Size = options.Orientation.Before(options.Size) };
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? text : text[..colon];
        if (Entries.TryGetValue(kind.Trim(), out var entry))
        {
            return TurnedSource.Over(entry.Make(colon < 0 ? "" : text[(colon + 1)..], asked), options.Orientation);
        }

        if (File.Exists(text) || Directory.Exists(text))
        {
            return TurnedSource.Over(MakeClip(text, asked), options.Orientation);
        }

        throw new ShieldException(SlateReason.SourceMissing, $"'{text}' is neither a source nor an existing file: use {string.Join("; ", Forms)}.");
    }

    /// <summary>Adds a kind of source, for a program around this one that brings a camera of its own.</summary>
    /// <param name="kind">What the text begins with.</param>
    /// <param name="make">Takes what follows the colon.</param>
    internal static void Offer(string kind, Func<string, SourceOptions, ISource> make) => Entries.Add(kind, new Entry(kind, make.Invoke));

    private static WebcamSource MakeWebcam(string argument, SourceOptions options) =>
        new(argument, options.Size, options.FramesPerSecond);

    private static ClipSource MakeClip(string argument, SourceOptions options) => new(argument, options.Loop, options.Paced, options.Time, options.Size);

    private sealed record Entry(string Form, Maker Make);
}
