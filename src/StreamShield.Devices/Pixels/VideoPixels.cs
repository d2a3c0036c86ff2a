using StreamShield.Devices.Recording;

namespace StreamShield.Devices.Pixels;

/// <summary>Pixel layout of the pictures that a <see cref="VideoFileWriter"/> takes.</summary>
public enum VideoPixels
{
    /// <summary>Not set; rejected.</summary>
    Unknown = 0,

    /// <summary>NV12, limited-range BT.601: shielded pictures.</summary>
    Nv12,

    /// <summary>One byte per pixel, 0 to 255: mattes.</summary>
    Gray,
}
