namespace StreamShield.Core.Plates;

/// <summary>The state of a <see cref="PlateCapture"/>.</summary>
public enum PlateCaptureState
{
    /// <summary>Not started.</summary>
    Idle = 0,

    /// <summary>The streamer is stepping out of the picture.</summary>
    Waiting,

    /// <summary>The empty room is being sampled.</summary>
    Capturing,

    /// <summary>The plate is ready.</summary>
    Done,

    /// <summary>There is no plate; the sentence tells why.</summary>
    Refused,
}
