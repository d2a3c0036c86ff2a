using System.Text.Json.Serialization;
using StreamShield.Audit.Results;
using StreamShield.Core.Zones;

namespace StreamShield.Audit.Live;

/// <summary>The outcome of a check before a stream.</summary>
/// <param name="IsSafe">True if nothing has to be fixed before going live.</param>
/// <param name="Verdict">The verdict of the attacks; also <see cref="AuditVerdict.Found"/> if nothing could be measured.</param>
/// <param name="Words">The outcome in one or two plain sentences.</param>
/// <param name="Findings">What to fix or improve, the most urgent first.</param>
/// <param name="Figures">The measurements.</param>
/// <param name="SuggestedZones">Suggested hide-zones over the places that leak, worst first, in the plate's picture.</param>
/// <param name="Audit">The full audit, for a report; null if nothing could be measured.</param>
public sealed record LiveAuditResult(
    bool IsSafe,
    AuditVerdict Verdict,
    string Words,
    IReadOnlyList<LiveFinding> Findings,
    LiveAuditFigures Figures,
    [property: JsonIgnore] IReadOnlyList<Zone> SuggestedZones,
    [property: JsonIgnore] AuditResult? Audit);
