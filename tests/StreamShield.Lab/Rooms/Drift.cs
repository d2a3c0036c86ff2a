namespace StreamShield.Lab.Rooms;

/// <summary>What light and camera do against the stored plate.</summary>
internal enum Drift
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Light swings by 15 %, white balance by 4 %, the camera stands 2 px aside.</summary>
    Shifted,

    /// <summary>The same light; the camera wanders slowly from 0 to 2 px.</summary>
    Wandering,

    /// <summary>Nothing until the camera is bumped halfway: 25 px and a small rotation.</summary>
    Bumped,
}
