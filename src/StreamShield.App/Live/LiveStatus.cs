using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>Snapshot of a live run, for the status line and for /state.json.</summary>
internal sealed record LiveStatus
{
    /// <summary>"GOING OUT", or "HIDDEN: why".</summary>
    public required string Headline { get; init; }

    /// <summary>The label drawn into the picture: DEMO while the demo clip replaces a camera, otherwise null.</summary>
    public string? Label { get; init; }

    /// <summary>True while the outputs show the shielded picture.</summary>
    public required bool Live { get; init; }

    /// <summary>Starting, Slate, Live or Stopped.</summary>
    public required string State { get; init; }

    /// <summary>Why the picture is hidden; empty while live.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence with cause and cure; empty if there is nothing to say.</summary>
    public required string Detail { get; init; }

    /// <summary>Shielded pictures per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>CPU usage in percent of one core.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>Time from capture to output in milliseconds.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>Peak memory in MB.</summary>
    public required double PeakMemoryMb { get; init; }

    /// <summary>Number of viewers of /out.mjpg.</summary>
    public required int Clients { get; init; }

    /// <summary>Size of the picture.</summary>
    public required string Size { get; init; }

    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>The format that the source delivers; null before it was opened.</summary>
    public required SourceFormat? SourceFormat { get; init; }

    /// <summary>Name of the model in use; empty if there is none.</summary>
    public required string Model { get; init; }

    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>Its strength, 0..100.</summary>
    public required int Strength { get; init; }

    /// <summary>Counters since the start.</summary>
    public required ShieldCounters Counters { get; init; }

    /// <summary>All outputs: the stream first, then the virtual cameras.</summary>
    public IReadOnlyList<OutputStatus> Outputs { get; init; } = [];

    /// <summary>The sound: levels before and after, whether it is muted and why; null while it is off.</summary>
    public SoundStatus? Sound { get; init; }

    /// <summary>What is wrong with an output; empty if nothing is.</summary>
    public required string OutputTrouble { get; init; }
}
