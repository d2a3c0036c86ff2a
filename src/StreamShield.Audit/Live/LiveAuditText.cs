using System.Globalization;
using StreamShield.Audit.Results;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Pipeline;

namespace StreamShield.Audit.Live;

/// <summary>Turns the measurements of a check into findings: what must be fixed and what could be better.</summary>
internal static class LiveAuditText
{
    private const int MinMeasured = 10;
    private const double MinRoomKnown = 0.2;
    private const double MinStreamer = 0.5;
    private const double MaxSlate = 0.05;
    private const double MinRate = 0.8;
    private const double Dark = 45;

    /// <summary>Judges a check.</summary>
    /// <param name="watch">What the session reported.</param>
    /// <param name="evidence">What the moments showed.</param>
    /// <param name="audit">The measurements; null if there are none.</param>
    public static LiveAuditResult Judge(LiveWatch watch, LiveEvidence evidence, AuditResult? audit)
    {
        var figures = Figures(watch, evidence, audit);
        var verdict = audit?.Figures.Verdict ?? AuditVerdict.Found;
        List<LiveFinding> all = [.. Findings(watch, evidence, audit, figures).OfType<LiveFinding>()];
        List<LiveFinding> findings = [.. all.Where(one => one.MustMend), .. all.Where(one => !one.MustMend)];
        var isSafe = findings.All(finding => !finding.MustMend);
        return new LiveAuditResult(
            isSafe, verdict, Words(isSafe, findings, figures), findings, figures, audit?.SuggestedZones ?? [], audit is null ? null : audit with { Advice = [.. findings.Select(one => one.Words)] });
    }

    private static LiveAuditFigures Figures(LiveWatch watch, LiveEvidence evidence, AuditResult? audit) => new()
    {
        Seconds = Math.Round(watch.Seconds, 1),
        Shown = watch.Shown,
        Measured = evidence.Measured,
        Dropped = watch.Dropped,
        FramesPerSecond = Math.Round(watch.Shown / Math.Max(0.1, watch.Seconds), 1),
        SlateShare = watch.SlateShare,
        StreamerShare = evidence.StreamerShare,
        Brightness = Math.Round(evidence.Brightness),
        HasPlate = evidence.HasPlate,
        RoomKnown = audit?.Figures.RoomKnown ?? 0,
        Leak = audit?.Figures.Leak ?? 0,
        LeakWorst = audit?.Figures.LeakWorst ?? 0,
        Recovered = audit?.Figures.Recovered ?? 0,
        RecoveredOnce = audit?.Figures.RecoveredOnce ?? 0,
        Match = audit is null ? 0 : audit.Figures.Attacks.Select(attack => attack.Match).Append(audit.Figures.Match).Max(),
    };

    private static IEnumerable<LiveFinding?> Findings(LiveWatch watch, LiveEvidence evidence, AuditResult? audit, LiveAuditFigures figures)
    {
        yield return NoPicture(watch, evidence);
        if (evidence.Measured == 0)
        {
            yield break;
        }

        yield return Leak(audit!, evidence);
        yield return When(evidence.Changed, LiveFindingKind.Changed, true, "Settings were changed during the check, so its figures mix two states: check again without changing anything meanwhile.");
        yield return When(evidence.StreamerShare < MinStreamer, LiveFindingKind.Streamer, true,
            Plain($"You were shown in {evidence.StreamerShare:P0} of the pictures only: sit where you sit on stream and move as you do there, with light on your face; if somebody else is in the picture, pick yourself."));
        yield return When(watch.SlateShare > MaxSlate, LiveFindingKind.Slate, true,
            Plain($"The slate was shown for {watch.SlateShare:P0} of the time. {Why(watch.Slate, evidence)}"));
        yield return When(figures.RoomKnown < MinRoomKnown, LiveFindingKind.Plate, true,
            Plain($"Only {figures.RoomKnown:P0} of your room could be judged: capture your room (step out of the picture once), then check again."));
        yield return When(figures.RoomKnown >= MinRoomKnown && evidence.Judged < MinRoomKnown, LiveFindingKind.Plate, true,
            Plain($"Only {evidence.Judged:P0} of what was hidden looks like your captured room, and only that could be judged: capture your room again in this light, then check again."));
        yield return When(!evidence.HasPlate && figures.RoomKnown >= MinRoomKnown, LiveFindingKind.Plate, false,
            "No captured room: this check learnt your room from what was hidden, which is weaker evidence. Capture your room once; it hides better and is checked better.");
        yield return When(evidence.Brightness < Dark, LiveFindingKind.Light, false, "It is dark before the camera: more light on you makes you easier to tell from the room.");
        yield return When(figures.FramesPerSecond < MinRate * watch.WantedRate, LiveFindingKind.Speed, false,
            Plain($"{figures.FramesPerSecond:0} pictures per second came instead of {watch.WantedRate:0}, {watch.Dropped} were dropped: close other programs, choose a smaller size or a lower rate."));
        yield return When(Effects.All.TryGetValue(evidence.Effect, out var effect) && effect.ShowsRoom, LiveFindingKind.Effect, false,
            "A blur of your own room keeps its layout of colours, which can be compared with photographs of rooms; a decoy says nothing.");
    }

    private static LiveFinding? NoPicture(LiveWatch watch, LiveEvidence evidence)
    {
        if (evidence.Failure is { } failure)
        {
            return new LiveFinding(LiveFindingKind.NoPicture, true, $"The check itself failed ({failure.Message.TrimEnd('.')}): try again.");
        }

        return When(evidence.Measured < MinMeasured, LiveFindingKind.NoPicture, true, watch.Slate is null
            ? $"Only {evidence.Measured} pictures could be measured, which is too few to judge: close other programs, or check for longer."
            : $"Only {evidence.Measured} shielded pictures came, which is too few to judge. {Why(watch.Slate, evidence)}");
    }

    private static LiveFinding? Leak(AuditResult audit, LiveEvidence evidence)
    {
        if (audit.Figures.Verdict == AuditVerdict.NothingFound)
        {
            return null;
        }

        var places = audit.SuggestedZones.Select(LeakPlaces.Words).Distinct().Take(3).ToList();
        var names = string.Join(", ", places);
        var where = places.Count switch
        {
            0 => "",
            1 => $" It shows most at the {names}: put a hide-zone there if you are never in front of it.",
            _ => $" It shows most at the {names}: put hide-zones there if you are never in front of it.",
        };
        var cure = evidence.HasPlate ? " If furniture or the light has changed, capture your room again." : " Capture your room: that is the best cure.";
        return new LiveFinding(LiveFindingKind.Leak, true, $"{audit.Figures.Words}{where}{cure}");
    }

    private static string Words(bool isSafe, List<LiveFinding> findings, LiveAuditFigures figures) => isSafe
        ? figures.HasPlate
            ? Plain($"Safe to go live: none of the attacks found anything of your room in {figures.Measured} pictures.")
            : Plain($"Safe to go live: none of the attacks found anything of your room in {figures.Measured} pictures, as far as your room could be learnt.")
        : $"Not yet safe to go live. {findings[0].Words}";

    /// <summary>The detail of a source's failure names the camera, and a measured check may become a report: then only the reason is given.</summary>
    private static string Why(ShieldState? state, LiveEvidence evidence)
    {
        var isOfSource = state?.Reason is SlateReason.SourceMissing or SlateReason.SourceBusy or SlateReason.SourceLost or SlateReason.SourceStalled or SlateReason.SourceEnded;
        return state switch
        {
            null => "",
            { Detail.Length: > 0 } when !isOfSource || evidence.Measured == 0 => state.Detail,
            _ => $"The reason: {Slate.Words(state.Reason)}.",
        };
    }

    private static LiveFinding? When(bool holds, LiveFindingKind kind, bool mustMend, string words) => holds ? new LiveFinding(kind, mustMend, words) : null;

    private static string Plain(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
