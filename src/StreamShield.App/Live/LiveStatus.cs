using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>One look at a live run, for the status line and for /state.json.</summary>
internal sealed record LiveStatus
{
    /// <summary>"GOING OUT", or "HIDDEN: why".</summary>
    public required string Headline { get; init; }

    /// <summary>The word that is drawn into the picture: DEMO while the demo clip stands in for a camera, else null.</summary>
    public string? Label { get; init; }

    /// <summary>True while the outputs show the shielded picture.</summary>
    public required bool Live { get; init; }

    /// <summary>Starting, Slate, Live or Stopped.</summary>
    public required string State { get; init; }

    /// <summary>Why the picture is hidden; empty while live.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence with cause and cure, or empty.</summary>
    public required string Detail { get; init; }

    /// <summary>Shielded pictures per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Percent of one processor core that this program uses.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>Milliseconds from capture to hand-over.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>Most memory used so far, in MB.</summary>
    public required double PeakMemoryMb { get; init; }

    /// <summary>Viewers of /out.mjpg.</summary>
    public required int Clients { get; init; }

    /// <summary>Size of the picture.</summary>
    public required string Size { get; init; }

    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>What the source really gives; null before it was opened.</summary>
    public required SourceFormat? SourceFormat { get; init; }

    /// <summary>The model in use, or empty.</summary>
    public required string Model { get; init; }

    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>Its strength, 0..100.</summary>
    public required int Strength { get; init; }

    /// <summary>Counts since the start.</summary>
    public required ShieldCounters Counters { get; init; }

    /// <summary>Every output: the stream first, then the virtual cameras.</summary>
    public IReadOnlyList<OutputStatus> Outputs { get; init; } = [];

    /// <summary>The sound: levels before and after, whether and why it is muted; null while it is off.</summary>
    public SoundStatus? Sound { get; init; }

    /// <summary>What is wrong with the output, or empty.</summary>
    public required string OutputTrouble { get; init; }
}
