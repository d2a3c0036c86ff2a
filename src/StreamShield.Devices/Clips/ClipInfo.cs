using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Clips;

/// <summary>What is known of a clip before its first picture is decoded.</summary>
public sealed record ClipInfo
{
    /// <summary>Number of the stream that holds the pictures.</summary>
    public int Stream { get; init; }

    /// <summary>The pictures' codec, such as "h264".</summary>
    public string Codec { get; init; } = "";

    /// <summary>Width in pixels as it is to be seen: upright, with square pixels, even.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels as it is to be seen.</summary>
    public required int Height { get; init; }

    /// <summary>Pictures per second on average; 0 when the clip does not say.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>About how many pictures there are; 0 when the clip does not say.</summary>
    public long FrameCount { get; init; }

    /// <summary>Whether the file's own index counts the pictures, so that <see cref="FrameCount"/> is exact.</summary>
    public bool IsCounted { get; init; }

    /// <summary>One unit of its times in seconds, as ffmpeg reads it: "1:12800"; null when unknown.</summary>
    public string? TimeBase { get; init; }

    /// <summary>When the pictures begin, on the file's own clock.</summary>
    public TimeSpan PicturesStart { get; init; }

    /// <summary>When the earliest stream begins, on the same clock.</summary>
    public TimeSpan FileStart { get; init; }

    /// <summary>How long the pictures last; zero when the clip does not say.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How an output that is to look the same tells its colours.</summary>
    public VideoMatrix Matrix { get; init; }

    /// <summary>Its high dynamic range as ffmpeg names the curve: "smpte2084" (PQ) or "arib-std-b67" (HLG); null for none.</summary>
    public string? HdrCurve { get; init; }

    /// <summary>The matrix of a clip with <see cref="HdrCurve"/>, as ffmpeg names it.</summary>
    public string HdrMatrix { get; init; } = "bt2020nc";

    /// <summary>False when its pictures surely do not hold two fields of different times.</summary>
    public bool MayBeInterlaced { get; init; }

    /// <summary>Whether its pictures are transparent in places.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>Decoder to ask for, since ffmpeg's usual one would lose something; null for the usual one.</summary>
    public string? Decoder { get; init; }

    /// <summary>The sound that is taken; null for none.</summary>
    public ClipTrack? Sound { get; init; }

    /// <summary>What was left out of the clip, or changed: sentences for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
