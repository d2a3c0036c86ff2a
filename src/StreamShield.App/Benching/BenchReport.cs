using StreamShield.App.Measuring;

namespace StreamShield.App.Benching;

/// <summary>The result of <c>bench</c>.</summary>
internal sealed record BenchReport
{
    /// <summary>File name of the clip.</summary>
    public required string Source { get; init; }

    /// <summary>Size of the frames.</summary>
    public required string Size { get; init; }

    /// <summary>Number of frames measured.</summary>
    public required int Frames { get; init; }

    /// <summary>Number of different frames among them; they are used in turn.</summary>
    public required int DistinctFrames { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>Its strength, 0..100.</summary>
    public required int Strength { get; init; }

    /// <summary>Number of model threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Frames per second, processed sequentially.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Processor time of the whole process per frame, in milliseconds.</summary>
    public required double CpuMsPerFrame { get; init; }

    /// <summary>Managed bytes allocated per frame on the shield's thread.</summary>
    public required double AllocatedBytesPerFrame { get; init; }

    /// <summary>Peak memory of the process in MB, including the frames held in memory.</summary>
    public required double PeakMemoryMb { get; init; }

    /// <summary>Memory of the frames held in memory, in MB.</summary>
    public required double HeldFramesMb { get; init; }

    /// <summary>Milliseconds per frame: each stage, and "wholeFrame" from raw BGR to shielded NV12.</summary>
    public required IReadOnlyDictionary<string, Spread> Stages { get; init; }
}
