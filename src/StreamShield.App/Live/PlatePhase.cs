namespace StreamShield.App.Live;

/// <summary>Where the capture of a plate stands.</summary>
internal enum PlatePhase
{
    /// <summary>None is going on.</summary>
    Idle = 0,

    /// <summary>The streamer is stepping out.</summary>
    Countdown,

    /// <summary>The empty room is being looked at.</summary>
    Capturing,

    /// <summary>The plate is in force.</summary>
    Done,

    /// <summary>There is none, for a reason.</summary>
    Refused,
}
