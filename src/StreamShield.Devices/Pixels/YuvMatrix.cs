namespace StreamShield.Devices.Pixels;

/// <summary>The matrix by which luma and chroma are computed from red, green and blue.</summary>
internal enum YuvMatrix
{
    /// <summary>Standard definition; nearly all USB webcams.</summary>
    Bt601 = 0,

    /// <summary>High definition; capture cards.</summary>
    Bt709,

    /// <summary>Ultra high definition.</summary>
    Bt2020,

    /// <summary>SMPTE 240M: early high definition.</summary>
    Smpte240,
}
