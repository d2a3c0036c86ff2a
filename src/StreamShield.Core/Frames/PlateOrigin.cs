namespace StreamShield.Core.Frames;

/// <summary>Where a plate comes from.</summary>
public enum PlateOrigin
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>From what ordinary frames show beside the streamer: full of holes, and less sure.</summary>
    Learnt,

    /// <summary>Captured without being asked, while nobody was in the picture.</summary>
    SelfCaptured,

    /// <summary>Captured when the streamer said so, or kept with a room: the camera is promised to stand there.</summary>
    Captured,
}
