namespace StreamShield.App.Live;

/// <summary>Phase of a plate capture.</summary>
internal enum PlatePhase
{
    /// <summary>No capture is in progress.</summary>
    Idle = 0,

    /// <summary>The streamer is stepping out.</summary>
    Countdown,

    /// <summary>The empty room is being captured.</summary>
    Capturing,

    /// <summary>The new plate is in use.</summary>
    Done,

    /// <summary>The capture failed; the message says why.</summary>
    Refused,
}
