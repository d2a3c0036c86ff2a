namespace StreamShield.Core.Frames;

/// <summary>Why the picture is hidden.</summary>
public enum SlateReason
{
    /// <summary>Nothing has happened yet; the zero value hides.</summary>
    Starting = 0,

    /// <summary>No such camera or clip, or nothing plugged in.</summary>
    SourceMissing,

    /// <summary>Another program holds the camera, or access is denied.</summary>
    SourceBusy,

    /// <summary>The source was there and went away.</summary>
    SourceLost,

    /// <summary>The source is open and delivers nothing.</summary>
    SourceStalled,

    /// <summary>The clip has ended.</summary>
    SourceEnded,

    /// <summary>The model is being loaded.</summary>
    ModelLoading,

    /// <summary>The model is missing, broken, or gives nonsense.</summary>
    ModelFailed,

    /// <summary>The newest frame is older than the shield vouches for.</summary>
    FrameTooOld,

    /// <summary>A stage failed on this frame.</summary>
    StageFailed,

    /// <summary>No picture came out of the shield in time (watchdog).</summary>
    NoPictures,

    /// <summary>The camera was moved, or this is another room than the plate's.</summary>
    RoomMoved,

    /// <summary>The streamer asked to be hidden.</summary>
    Panic,

    /// <summary>The empty room is being captured; the shield rests.</summary>
    CapturingRoom,

    /// <summary>The shield is shutting down.</summary>
    Stopping,
}
