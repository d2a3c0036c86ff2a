namespace StreamShield.Core.Frames;

/// <summary>How a plate was made.</summary>
public enum PlateOrigin
{
    /// <summary>There is no plate.</summary>
    None = 0,

    /// <summary>Learnt from the parts of ordinary frames that the streamer does not cover: has holes and less confidence.</summary>
    Learnt,

    /// <summary>Captured automatically while nobody was in the picture.</summary>
    SelfCaptured,

    /// <summary>Captured when the streamer asked for it, or loaded with a profile. The camera is expected to stand where it stood then.</summary>
    Captured,
}
