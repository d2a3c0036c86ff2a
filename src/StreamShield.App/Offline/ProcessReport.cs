using StreamShield.App.Measuring;

namespace StreamShield.App.Offline;

/// <summary>What <c>process</c> did, as it stands in the report file.</summary>
internal sealed record ProcessReport
{
    /// <summary>File name of the raw clip.</summary>
    public required string Input { get; init; }

    /// <summary>File name of the shielded clip.</summary>
    public required string Output { get; init; }

    /// <summary>Width in pixels, of both.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels, of both.</summary>
    public required int Height { get; init; }

    /// <summary>Frames per second, of both.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Frames read and written.</summary>
    public required long Frames { get; init; }

    /// <summary>Frames that the clip's header promises; 0 when it does not say.</summary>
    public required long FramesPromised { get; init; }

    /// <summary>Frames written as the slate.</summary>
    public required long SlateFrames { get; init; }

    /// <summary>Why they were.</summary>
    public required IReadOnlyList<HiddenFrames> Slates { get; init; }

    /// <summary>True when the output has the clip's sound, shielded.</summary>
    public bool Sound { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Name of the stored room; null for none.</summary>
    public required string? Room { get; init; }

    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>Its strength, 0..100.</summary>
    public required int Strength { get; init; }

    /// <summary>Threads of the model.</summary>
    public required int Threads { get; init; }

    /// <summary>How long it all took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Milliseconds per frame: the stages, "wholeFrame" from raw BGR to NV12, then reading and writing.</summary>
    public required IReadOnlyDictionary<string, Spread> Stages { get; init; }
}
