using System.Text.Json;
using StreamShield.Audit.Live;
using StreamShield.Audit.Results;

namespace StreamShield.App.Live;

/// <summary>The check before a stream.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Progress">0..1.</param>
/// <param name="Words">One or two sentences.</param>
internal sealed record AuditView(AuditPhase Phase, double Progress, string Words)
{
    /// <summary>There was none.</summary>
    public static AuditView Idle { get; } = new(AuditPhase.Idle, 0, "");

    /// <summary>Seconds that it will go on watching; 0 while it measures what it saw.</summary>
    public int SecondsLeft { get; init; }

    /// <summary>True when nothing has to be mended before going live; null without an outcome.</summary>
    public bool? IsSafe { get; init; }

    /// <summary>When it ended; null without an outcome.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>True while what was checked is still what goes out: same camera, room, model and settings.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>What the attacks came to; null without an outcome.</summary>
    public AuditVerdict? Verdict { get; init; }

    /// <summary>What to mend or to better, the most pressing first.</summary>
    public IReadOnlyList<LiveFinding> Findings { get; init; } = [];

    /// <summary>The numbers; null without an outcome.</summary>
    public LiveAuditFigures? Figures { get; init; }

    /// <summary>Hide-zones over the places that leak, worst first, as in a room profile; null without an outcome.</summary>
    public JsonElement? SuggestedZones { get; init; }
}
