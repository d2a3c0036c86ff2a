using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Mjpeg;

/// <summary>Turns shielded pictures into JPEG. One thread at a time.</summary>
internal interface IJpegEncoder : IDisposable
{
    /// <summary>Size of every picture.</summary>
    FrameSize Size { get; }

    /// <summary>Encodes one picture.</summary>
    /// <returns>The JPEG, valid until the next call.</returns>
    ReadOnlySpan<byte> Encode(ShieldedFrame frame);

    /// <summary>OpenCV's, or one without native code in a build that lacks OpenCV.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    static IJpegEncoder For(FrameSize size, int quality) => OpenCvLibrary.IsThere ? new JpegEncoder(size, quality) : new ManagedJpegEncoder(size, quality);
}
