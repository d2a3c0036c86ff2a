using StreamShield.Core.Compositing;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Live;

/// <summary>The shield state in a few plain words.</summary>
internal static class StateText
{
    /// <summary>"GOING OUT" (a demo says that it is one), or "HIDDEN: why", or "STOPPED".</summary>
    public static string Headline(ShieldState state, string? label) => state.Status switch
    {
        ShieldStatus.Live => label ?? "GOING OUT",
        ShieldStatus.Stopped => "STOPPED",
        _ => $"HIDDEN: {Slate.Words(state.Reason)}",
    };
}
