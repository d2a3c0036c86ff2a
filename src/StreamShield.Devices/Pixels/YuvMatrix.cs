namespace StreamShield.Devices.Pixels;

/// <summary>How luma and chroma come from red, green and blue.</summary>
internal enum YuvMatrix
{
    /// <summary>Standard definition, and nearly all USB webcams.</summary>
    Bt601 = 0,

    /// <summary>High definition, and so capture cards.</summary>
    Bt709,

    /// <summary>Ultra high definition.</summary>
    Bt2020,

    /// <summary>Early high definition.</summary>
    Smpte240,
}
