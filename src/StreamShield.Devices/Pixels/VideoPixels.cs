using StreamShield.Devices.Recording;

namespace StreamShield.Devices.Pixels;

/// <summary>Layout of the pictures that a <see cref="VideoFileWriter"/> takes.</summary>
public enum VideoPixels
{
    /// <summary>Not chosen; refused.</summary>
    Unknown = 0,

    /// <summary>NV12, BT.601 limited range: shielded pictures.</summary>
    Nv12,

    /// <summary>One byte per pixel, 0 to 255: mattes.</summary>
    Gray,
}
