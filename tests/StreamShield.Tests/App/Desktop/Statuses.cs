using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.App.Desktop;

/// <summary>States of a run as the desktop is shown them.</summary>
internal static class Statuses
{
    public static LiveStatus Live { get; } = Make(new ShieldState(ShieldStatus.Live, default, ""), null);

    public static LiveStatus Hidden(SlateReason reason, string detail) => Make(new ShieldState(ShieldStatus.Slate, reason, detail), reason);

    private static LiveStatus Make(ShieldState state, SlateReason? reason) => new()
    {
        Headline = StateText.Headline(state, null),
        Live = state.Status == ShieldStatus.Live,
        State = state.Status,
        Reason = reason,
        Detail = state.Detail,
        Fps = 0,
        FramesPerSecond = 30,
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
