using StreamShield.Core.Compositing;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Live;

/// <summary>Describes the shield's state in a few words.</summary>
internal static class StateText
{
    /// <summary>"GOING OUT" (or the label, such as "DEMO"), "HIDDEN: why", or "STOPPED".</summary>
    public static string Headline(ShieldState state, string? label) => state.Status switch
    {
        ShieldStatus.Live => label ?? "GOING OUT",
        ShieldStatus.Stopped => "STOPPED",
        _ => $"HIDDEN: {Slate.Words(state.Reason)}",
    };
}
