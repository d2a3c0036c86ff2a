namespace StreamShield.Devices.Pixels;

/// <summary>How a video file says that its luma and chroma make colours.</summary>
public enum VideoMatrix
{
    /// <summary>ITU-R BT.601: what a shielded picture is.</summary>
    Bt601 = 0,

    /// <summary>ITU-R BT.709: most clips in HD.</summary>
    Bt709,

    /// <summary>The file says nothing, and players guess; the numbers are those of BT.601.</summary>
    Untold,
}
