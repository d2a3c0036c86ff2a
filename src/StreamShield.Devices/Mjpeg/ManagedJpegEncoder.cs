using StbImageWriteSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Mjpeg;

/// <summary>A JPEG encoder without native code, for builds without OpenCV. Slower, and allocates.</summary>
/// <param name="size">Size of every picture.</param>
/// <param name="quality">JPEG quality, 1 to 100.</param>
internal sealed class ManagedJpegEncoder(FrameSize size, int quality) : IJpegEncoder
{
    private readonly byte[] _rgb = new byte[size.Pixels * 3];
    private readonly ImageWriter _writer = new();
    private readonly MemoryStream _jpeg = new();

    /// <inheritdoc/>
    public FrameSize Size => size;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Encode(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ToRgb(frame.Nv12);
        _jpeg.SetLength(0);
        _writer.WriteJpg(_rgb, size.Width, size.Height, ColorComponents.RedGreenBlue, _jpeg, quality);
        return _jpeg.GetBuffer().AsSpan(0, (int)_jpeg.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _jpeg.Dispose();

    /// <summary>Limited-range BT.601 to RGB: the inverse of what <see cref="Nv12"/> does.</summary>
    private void ToRgb(ReadOnlySpan<byte> nv12)
    {
        for (var (i, to) = (0, 0); i < size.Pixels; i++, to += 3)
        {
            var (y, x) = Math.DivRem(i, size.Width);
            var chroma = size.Pixels + (y / 2 * size.Width) + (x & ~1);
            var (luma, blue, red) = (1.164f * (nv12[i] - 16), nv12[chroma] - 128, nv12[chroma + 1] - 128);
            _rgb[to] = Byte(luma + (1.596f * red));
            _rgb[to + 1] = Byte(luma - (0.813f * red) - (0.391f * blue));
            _rgb[to + 2] = Byte(luma + (2.018f * blue));
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
