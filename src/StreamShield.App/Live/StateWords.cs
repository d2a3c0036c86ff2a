using StreamShield.Core;

namespace StreamShield.App.Live;

/// <summary>The shield state in a few plain words.</summary>
internal static class StateWords
{
    /// <summary>"GOING OUT", or "HIDDEN: why", or "STOPPED".</summary>
    public static string Headline(ShieldState state) => state.Status switch
    {
        ShieldStatus.Live => "GOING OUT",
        ShieldStatus.Stopped => "STOPPED",
        _ => $"HIDDEN: {Slate.Words(state.Reason)}",
    };
}
