namespace StreamShield.Core.Sound;

/// <summary>Why nothing is heard. The zero value is a silence.</summary>
public enum MuteReason
{
    /// <summary>No sound has come yet.</summary>
    Starting = 0,

    /// <summary>The slate is shown.</summary>
    Hidden,

    /// <summary>Nobody is in the picture.</summary>
    Away,

    /// <summary>The microphone gives nothing, or gave nothing until just now: what comes in first may be old.</summary>
    Gap,

    /// <summary>The microphone is heard for too short a time: the hum filters have not settled.</summary>
    Settling,

    /// <summary>The shield is live again, and what was said while it was not is being passed over.</summary>
    PassingOver,

    /// <summary>Not muted.</summary>
    None,
}
