namespace StreamShield.Devices.Pixels;

/// <summary>The colour matrix that a video file declares.</summary>
public enum VideoMatrix
{
    /// <summary>ITU-R BT.601: the matrix of shielded pictures.</summary>
    Bt601 = 0,

    /// <summary>ITU-R BT.709: most HD clips.</summary>
    Bt709,

    /// <summary>The file declares none, so players guess. The values are BT.601.</summary>
    Unspecified,
}
