using StreamShield.App.Measuring;

namespace StreamShield.App.Offline;

/// <summary>The result of <c>process</c>, as written to the report file.</summary>
internal sealed record ProcessReport
{
    /// <summary>File name of the raw clip.</summary>
    public required string Input { get; init; }

    /// <summary>File name of the shielded clip.</summary>
    public required string Output { get; init; }

    /// <summary>Width of both clips in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of both clips in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Frames per second of both clips.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Number of frames read and written.</summary>
    public required long Frames { get; init; }

    /// <summary>Number of frames that the clip's header announces; 0 if it does not say.</summary>
    public required long FramesPromised { get; init; }

    /// <summary>Number of frames written as the slate.</summary>
    public required long SlateFrames { get; init; }

    /// <summary>The reasons for those slates.</summary>
    public required IReadOnlyList<HiddenFrames> Slates { get; init; }

    /// <summary>True if the output has the clip's sound, shielded.</summary>
    public bool Sound { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Name of the stored profile; null for none.</summary>
    public required string? Room { get; init; }

    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>Its strength, 0..100.</summary>
    public required int Strength { get; init; }

    /// <summary>Number of model threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Total time in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Milliseconds per frame: the stages, "wholeFrame" from raw BGR to NV12, then reading and writing.</summary>
    public required IReadOnlyDictionary<string, Spread> Stages { get; init; }
}
