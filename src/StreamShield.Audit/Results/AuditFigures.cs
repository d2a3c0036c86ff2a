using StreamShield.Audit.Sound;

namespace StreamShield.Audit.Results;

/// <summary>The numbers of an audit. Shares are 0..1.</summary>
public sealed record AuditFigures
{
    /// <summary>The clip's name.</summary>
    public required string Clip { get; init; }

    /// <summary>How the room was hidden, in words; empty when only the output is known.</summary>
    public required string Effect { get; init; }

    /// <summary>Frames looked at.</summary>
    public required long Frames { get; init; }

    /// <summary>True when the streamer's exact matte was given; false when an estimate stood in for it.</summary>
    public required bool ExactMatte { get; init; }

    /// <summary>Share of the picture in which the audit knows the room; what is unknown is not judged.</summary>
    public required double RoomKnown { get; init; }

    /// <summary>Mean share of the room's textured cells that leak in a frame.</summary>
    public required double Leak { get; init; }

    /// <summary>The same in the worst frame.</summary>
    public required double LeakWorst { get; init; }

    /// <summary>Numbers of the frames that leak most, from 1, worst first.</summary>
    public required IReadOnlyList<long> WorstFrames { get; init; }

    /// <summary>Share of the room's textured cells that leaked in at least three frames.</summary>
    public required double Recovered { get; init; }

    /// <summary>Share of them that leaked in at least one frame.</summary>
    public required double RecoveredOnce { get; init; }

    /// <summary>Most features of a photo of the room found in the worst frames and in the assembled picture; 12 or more mean found.</summary>
    public required int Match { get; init; }

    /// <summary>Share of the streamer's inner pixels shown as they are.</summary>
    public required double Kept { get; init; }

    /// <summary>Candidates of the line-up, the true room among them; 0 when none were given.</summary>
    public int Candidates { get; init; }

    /// <summary>Rank of the true room by colour layout; null without candidates.</summary>
    public double? LineUpRank { get; init; }

    /// <summary>Rank of the true room when the candidates are hidden by the same effect first; null without candidates or when the effect is not known.</summary>
    public double? KnownBlurRank { get; init; }

    /// <summary>What the sound's hum says; null for an output without sound.</summary>
    public SoundFigures? Sound { get; init; }

    /// <summary>What each attack rebuilt.</summary>
    public required IReadOnlyList<AttackFigures> Attacks { get; init; }

    /// <summary>What it all comes to.</summary>
    public required AuditVerdict Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Words { get; init; }

    /// <summary>How long the audit took, in seconds.</summary>
    public double Seconds { get; init; }
}
