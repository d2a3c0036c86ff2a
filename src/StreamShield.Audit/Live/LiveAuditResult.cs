using System.Text.Json.Serialization;
using StreamShield.Audit.Results;
using StreamShield.Core.Zones;

namespace StreamShield.Audit.Live;

/// <summary>What a check before a stream came to.</summary>
/// <param name="IsSafe">True when nothing has to be mended before going live.</param>
/// <param name="Verdict">What the attacks came to; <see cref="AuditVerdict.Found"/> as well when nothing could be measured.</param>
/// <param name="Words">The outcome in one or two plain sentences.</param>
/// <param name="Findings">What to mend or to better, the most pressing first.</param>
/// <param name="Figures">The numbers.</param>
/// <param name="SuggestedZones">Hide-zones over the places that leak, worst first.</param>
/// <param name="Audit">All of the audit, for a report; null when nothing could be measured.</param>
public sealed record LiveAuditResult(
    bool IsSafe,
    AuditVerdict Verdict,
    string Words,
    IReadOnlyList<LiveFinding> Findings,
    LiveAuditFigures Figures,
    [property: JsonIgnore] IReadOnlyList<Zone> SuggestedZones,
    [property: JsonIgnore] AuditResult? Audit);
