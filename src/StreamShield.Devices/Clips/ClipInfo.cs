using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Clips;

/// <summary>Properties of a clip that are known before its first picture is decoded.</summary>
public sealed record ClipInfo
{
    /// <summary>Index of the video stream.</summary>
    public int Stream { get; init; }

    /// <summary>Video codec, such as "h264".</summary>
    public string Codec { get; init; } = "";

    /// <summary>Display width in pixels: upright, square pixels, even.</summary>
    public required int Width { get; init; }

    /// <summary>Display height in pixels: upright, square pixels, even.</summary>
    public required int Height { get; init; }

    /// <summary>Average frames per second; 0 if the clip does not say.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>Approximate number of pictures; 0 if the clip does not say.</summary>
    public long FrameCount { get; init; }

    /// <summary>True if the file's own index counts the pictures, so that <see cref="FrameCount"/> is exact.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Time base in seconds, in ffmpeg's notation, such as "1:12800"; null if unknown.</summary>
    public string? TimeBase { get; init; }

    /// <summary>Start of the video stream on the file's clock.</summary>
    public TimeSpan PicturesStart { get; init; }

    /// <summary>Start of the earliest stream on the file's clock.</summary>
    public TimeSpan FileStart { get; init; }

    /// <summary>Duration of the video stream; zero if the clip does not say.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Colour matrix to tag an output with that should look the same.</summary>
    public VideoMatrix Matrix { get; init; }

    /// <summary>ffmpeg's name of the HDR transfer curve: "smpte2084" (PQ) or "arib-std-b67" (HLG); null for standard dynamic range.</summary>
    public string? HdrCurve { get; init; }

    /// <summary>ffmpeg's name of the colour matrix; used only with <see cref="HdrCurve"/>.</summary>
    public string HdrMatrix { get; init; } = "bt2020nc";

    /// <summary>False if the pictures are known to be progressive.</summary>
    public bool MayBeInterlaced { get; init; }

    /// <summary>True if the pictures have an alpha channel.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>Decoder to request because ffmpeg's default would lose the alpha channel; null for the default.</summary>
    public string? Decoder { get; init; }

    /// <summary>The sound track that is used; null if there is none.</summary>
    public ClipTrack? Sound { get; init; }

    /// <summary>Sentences for the user about streams that were left out and changes that were made.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
