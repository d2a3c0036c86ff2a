namespace StreamShield.Core.Frames;

/// <summary>Why the picture is hidden.</summary>
public enum SlateReason
{
    /// <summary>Nothing has happened yet. Being the zero value, it is also the default.</summary>
    Starting = 0,

    /// <summary>There is no such camera or clip.</summary>
    SourceMissing,

    /// <summary>Another program holds the camera, or access is denied.</summary>
    SourceBusy,

    /// <summary>The source was there and went away.</summary>
    SourceLost,

    /// <summary>The source is open but delivers nothing.</summary>
    SourceStalled,

    /// <summary>The clip has ended.</summary>
    SourceEnded,

    /// <summary>The model is being loaded.</summary>
    ModelLoading,

    /// <summary>The model is missing or broken, or its output is invalid.</summary>
    ModelFailed,

    /// <summary>The newest frame is older than the allowed age.</summary>
    FrameTooOld,

    /// <summary>A stage failed on this frame.</summary>
    StageFailed,

    /// <summary>The shield produced no picture in time (watchdog).</summary>
    NoPictures,

    /// <summary>The camera was moved, or the plate shows another room.</summary>
    RoomMoved,

    /// <summary>The streamer asked to be hidden.</summary>
    Panic,

    /// <summary>The empty room is being captured, so nothing is shown.</summary>
    CapturingRoom,

    /// <summary>The shield is shutting down.</summary>
    Stopping,
}
