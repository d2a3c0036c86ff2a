using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.App.Page.Previews;

/// <summary>A raw picture, scaled down, for the streamer alone. Wiped when disposed.</summary>
internal sealed class RawPicture : IDisposable
{
    private readonly PixelBuffer _pixels;

    /// <summary>Creates a black picture.</summary>
    public RawPicture(Size size)
    {
        _pixels = new PixelBuffer(size.Width * size.Height * 3);
        Bgr = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, _pixels.Address);
    }

    /// <summary>Its pixels, B G R; valid until disposed.</summary>
    public Mat Bgr { get; }

    /// <summary>Scales pixels into this picture; B G R, rows without padding.</summary>
    /// <param name="address">Address of the first pixel.</param>
    /// <param name="from">Their size.</param>
    public void Take(nint address, FrameSize from)
    {
        using var whole = Mat.FromPixelData(from.Height, from.Width, MatType.CV_8UC3, address);
        Cv2.Resize(whole, Bgr, Bgr.Size(), 0, 0, InterpolationFlags.Area);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Bgr.Dispose();
        _pixels.Dispose();
    }
}
