using System.Globalization;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Results;

/// <summary>Turns measurements into a verdict and its explanation.</summary>
internal static class VerdictText
{
    // Below these thresholds, the values are what an output that shows nothing gives by chance.
    private const double NoticeableOnce = 0.005;
    private const double NoticeableWorst = 0.003;
    private const double NoticeableRebuilt = 0.02;
    private const int NoticeableMatch = 8;
    private const int MinCandidates = 10;

    /// <summary>Judges an audit.</summary>
    /// <param name="worst">Share of the room's cells that leak in the worst frame, 0..1.</param>
    /// <param name="once">Share of the cells that leaked at least once, 0..1.</param>
    /// <param name="rebuilt">Share of the cells whose detail is in the best reconstruction, 0..1.</param>
    /// <param name="match">Maximum number of inliers in any picture.</param>
    /// <param name="rank">Best rank in any line-up; null without one.</param>
    /// <param name="candidates">Number of rooms in the line-up.</param>
    /// <param name="judged">Number of the room's cells that could be judged in any frame.</param>
    /// <param name="zones">Number of places on the map.</param>
    public static (AuditVerdict Verdict, string Words) Judge(double worst, double once, double rebuilt, int match, double? rank, int candidates, int judged, int zones)
    {
        var reasons = new List<string>();
        var inLineUp = rank is not null && candidates >= MinCandidates;
        var picked = inLineUp && rank < 1.5;
        var near = inLineUp && rank <= candidates / 10.0;
        if (match >= RoomMatcher.Found)
        {
            reasons.Add($"{match} details of your room were recognised in the output (12 are enough to name a room)");
        }

        if (picked)
        {
            reasons.Add($"your room was picked first out of {candidates} by its colours alone: choose decoy or solid, which say nothing of the room");
        }

        if (reasons.Count > 0)
        {
            return (AuditVerdict.Found, $"Your room can be found: {string.Join("; ", reasons)}.");
        }

        if (once >= NoticeableOnce || worst >= NoticeableWorst)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{once * 100:0.0} % of its places showed at least once, {worst * 100:0.0} % in the worst picture"));
        }

        if (rebuilt >= NoticeableRebuilt)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"an attack rebuilt {rebuilt * 100:0.0} % of its places"));
        }

        if (match >= NoticeableMatch)
        {
            reasons.Add($"{match} details agree with a photo of it (12 are enough to name a room)");
        }

        if (near)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"its colours put it at place {rank:0.#} of {candidates}"));
        }

        if (reasons.Count > 0)
        {
            var cure = zones > 0 ? "None of the attacks run here names the room from that; hide the places on the map and run the audit again."
                : near || rebuilt >= NoticeableRebuilt ? "None of the attacks run here names the room from that; choose decoy or solid, which say nothing of the room."
                : "None of the attacks run here names the room from that; capture the empty room and run the audit again.";
            return (AuditVerdict.Clues, $"Clues of your room leak: {string.Join("; ", reasons)}. {cure}");
        }

        return judged == 0
            ? (AuditVerdict.Clues, "No part of your room could be judged, so nothing is known: capture the empty room in the same light, or use a longer clip from a camera that stands still.")
            : (AuditVerdict.NothingFound, "None of the attacks run here found anything of your room in this clip.");
    }
}
