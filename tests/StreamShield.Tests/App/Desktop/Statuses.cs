using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.App.Desktop;

/// <summary>States of a run as the desktop is shown them.</summary>
internal static class Statuses
{
    public static LiveStatus Live { get; } = Make(new ShieldState(ShieldStatus.Live, default, ""), "");

    public static LiveStatus Hidden(SlateReason reason, string detail) => Make(new ShieldState(ShieldStatus.Slate, reason, detail), reason.ToString());

    private static LiveStatus Make(ShieldState state, string reason) => new()
    {
        Headline = StateText.Headline(state, null),
        Live = state.Status == ShieldStatus.Live,
        State = state.Status.ToString(),
        Reason = reason,
        Detail = state.Detail,
        FramesPerSecond = 0,
        CpuPercent = 0,
        LatencyMs = 0,
        PeakMemoryMb = 0,
        Clients = 0,
        Size = "",
        Source = "",
        SourceFormat = null,
        Model = "",
        Effect = "",
        Strength = 0,
        Counters = new ShieldCounters(),
        OutputTrouble = "",
    };
}
