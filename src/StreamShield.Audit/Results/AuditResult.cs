using StreamShield.Core.Zones;

namespace StreamShield.Audit.Results;

/// <summary>The complete result of an audit.</summary>
/// <param name="Figures">The measurements.</param>
/// <param name="SuggestedZones">Suggested hide-zones over the places that leak, worst first, in the plate's picture.</param>
/// <param name="LeakMap">Where the output leaks, with the suggested zones drawn in.</param>
/// <param name="Assembled">What an attacker could assemble from the leaks.</param>
/// <param name="WorstFrames">The output frames that leak most.</param>
/// <param name="Rebuilt">One reconstruction per attack, in the order of <see cref="AuditFigures.Attacks"/>.</param>
/// <param name="Raw">Raw pictures of the room; empty unless requested.</param>
public sealed record AuditResult(
    AuditFigures Figures,
    IReadOnlyList<Zone> SuggestedZones,
    AuditPicture LeakMap,
    AuditPicture Assembled,
    IReadOnlyList<AuditPicture> WorstFrames,
    IReadOnlyList<AuditPicture> Rebuilt,
    IReadOnlyList<AuditPicture> Raw)
{
    /// <summary>What to fix, in words; empty if the audit only measured.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
