using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>Snapshot of a live run, for the status line and for /state.json.</summary>
internal sealed record LiveStatus : RunStatus
{
    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>Its strength, 0..100.</summary>
    public required int Strength { get; init; }

    /// <summary>All outputs: the stream first, then the virtual cameras.</summary>
    public IReadOnlyList<OutputStatus> Outputs { get; init; } = [];

    /// <summary>The sound: levels before and after, whether it is muted and why; null while it is off.</summary>
    public SoundStatus? Sound { get; init; }

    /// <summary>What is wrong with an output; empty if nothing is.</summary>
    public required string OutputTrouble { get; init; }
}
