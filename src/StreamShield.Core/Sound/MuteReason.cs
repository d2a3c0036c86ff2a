namespace StreamShield.Core.Sound;

/// <summary>Why the sound is muted. The default is a mute.</summary>
public enum MuteReason
{
    /// <summary>No sound has come yet.</summary>
    Starting = 0,

    /// <summary>The slate is shown.</summary>
    Hidden,

    /// <summary>Nobody is in the picture.</summary>
    Away,

    /// <summary>The microphone delivers nothing, or did not until just now: the first sound after that may be old.</summary>
    Gap,

    /// <summary>The microphone has been on for too short a time: the hum filters have not settled.</summary>
    Settling,

    /// <summary>The shield is live again, and sound from before that is being skipped.</summary>
    PassingOver,

    /// <summary>Not muted.</summary>
    None,
}
