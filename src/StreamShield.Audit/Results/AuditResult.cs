using StreamShield.Core.Zones;

namespace StreamShield.Audit.Results;

/// <summary>All that an audit found.</summary>
/// <param name="Figures">The numbers.</param>
/// <param name="SuggestedZones">Hide-zones over the places that leak, worst first.</param>
/// <param name="LeakMap">Where it leaks, over the output, with the zones drawn in.</param>
/// <param name="Assembled">What a stalker could put together.</param>
/// <param name="WorstFrames">The output's worst frames.</param>
/// <param name="Rebuilt">One picture per attack, in the order of <see cref="AuditFigures.Attacks"/>.</param>
/// <param name="Raw">Pictures of the room itself; empty unless asked for.</param>
public sealed record AuditResult(
    AuditFigures Figures,
    IReadOnlyList<Zone> SuggestedZones,
    AuditPicture LeakMap,
    AuditPicture Assembled,
    IReadOnlyList<AuditPicture> WorstFrames,
    IReadOnlyList<AuditPicture> Rebuilt,
    IReadOnlyList<AuditPicture> Raw)
{
    /// <summary>What to mend, in words; empty where only measuring was asked for.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
