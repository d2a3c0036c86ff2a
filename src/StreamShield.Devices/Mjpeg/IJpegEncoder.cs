using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Mjpeg;

/// <summary>Encodes shielded pictures as JPEG. Not thread-safe.</summary>
internal interface IJpegEncoder : IDisposable
{
    FrameSize Size { get; }

    /// <summary>Encodes one picture.</summary>
    /// <returns>The JPEG, valid until the next call.</returns>
    ReadOnlySpan<byte> Encode(ShieldedFrame frame);

    /// <summary>Creates OpenCV's encoder, or the managed one in a build without OpenCV.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    static IJpegEncoder For(FrameSize size, int quality) => OpenCvLibrary.IsThere ? new JpegEncoder(size, quality) : new ManagedJpegEncoder(size, quality);
}
