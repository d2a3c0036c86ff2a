using StreamShield.Audit.Sound;

namespace StreamShield.Audit.Results;

/// <summary>The measurements of an audit. Shares are 0..1.</summary>
public sealed record AuditFigures
{
    /// <summary>The clip's name.</summary>
    public required string Clip { get; init; }

    /// <summary>How the room was hidden, in words; empty if only the output is known.</summary>
    public required string Effect { get; init; }

    /// <summary>Number of frames examined.</summary>
    public required long Frames { get; init; }

    /// <summary>Number of frames that were hidden whole. They are not examined.</summary>
    public long SlateFrames { get; init; }

    /// <summary>True if the streamer's exact matte was given; false if it was estimated.</summary>
    public required bool ExactMatte { get; init; }

    /// <summary>Share of the picture in which the audit knows the room; the rest is not judged.</summary>
    public required double RoomKnown { get; init; }

    /// <summary>Mean share of the room's textured cells that leak in a frame.</summary>
    public required double Leak { get; init; }

    /// <summary>The same share in the worst frame.</summary>
    public required double LeakWorst { get; init; }

    /// <summary>Numbers of the frames that leak most, counted from 1, worst first.</summary>
    public required IReadOnlyList<long> WorstFrames { get; init; }

    /// <summary>Share of the room's textured cells that leaked in at least three frames.</summary>
    public required double Recovered { get; init; }

    /// <summary>Share of those cells that leaked in at least one frame.</summary>
    public required double RecoveredOnce { get; init; }

    /// <summary>
    /// Maximum number of features of a photo of the room found in the worst frames and the assembled picture; from 12 on, the room counts as found.
    /// </summary>
    public required int Match { get; init; }

    /// <summary>Share of the streamer's inner pixels that are shown unchanged; null when the streamer was in no frame.</summary>
    public required double? Kept { get; init; }

    /// <summary>Number of rooms in the line-up, including the true one; 0 if no candidates were given.</summary>
    public int Candidates { get; init; }

    /// <summary>Rank of the true room by colour layout; null if no candidates were given.</summary>
    public double? LineUpRank { get; init; }

    /// <summary>Rank of the true room when the candidates are first hidden by the same effect; null without candidates or if the effect is unknown.</summary>
    public double? KnownBlurRank { get; init; }

    /// <summary>What the mains hum reveals; null for an output without sound.</summary>
    public SoundFigures? Sound { get; init; }

    /// <summary>The result of each attack.</summary>
    public required IReadOnlyList<AttackFigures> Attacks { get; init; }

    /// <summary>The overall verdict.</summary>
    public required AuditVerdict Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Words { get; init; }

    /// <summary>How long the audit took, in seconds.</summary>
    public double Seconds { get; init; }
}
