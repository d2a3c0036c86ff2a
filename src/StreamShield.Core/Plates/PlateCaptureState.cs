namespace StreamShield.Core.Plates;

/// <summary>Where a <see cref="PlateCapture"/> stands.</summary>
public enum PlateCaptureState
{
    /// <summary>Not started.</summary>
    Idle = 0,

    /// <summary>The streamer is stepping out of the picture.</summary>
    Waiting,

    /// <summary>The empty room is being looked at.</summary>
    Capturing,

    /// <summary>The plate is ready.</summary>
    Done,

    /// <summary>There is no plate, for a reason.</summary>
    Refused,
}
