using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.App.Page.Previews;

/// <summary>A shielded picture, scaled down as NV12, which has half the bytes. Owns its buffers. Not thread-safe.</summary>
internal sealed class SmallPicture : IDisposable
{
    private readonly Mat _nv12;
    private readonly Mat _luma;
    private readonly Mat _chroma;

    /// <summary>Creates an empty picture.</summary>
    /// <param name="size">Even width and height, no larger than the source pictures.</param>
    public SmallPicture(Size size)
    {
        Size = size;
        _nv12 = new Mat(size.Height * 3 / 2, size.Width, MatType.CV_8UC1, Scalar.All(0));
        _luma = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC1, _nv12.Data);
        _chroma = Mat.FromPixelData(size.Height / 2, size.Width / 2, MatType.CV_8UC2, _nv12.Ptr(size.Height));
    }

    /// <summary>Its size.</summary>
    public Size Size { get; }

    /// <summary>Scales a picture into this one.</summary>
    public void Take(ShieldedFrame frame)
    {
        var from = frame.Size;
        using var luma = Mat.FromPixelData(from.Height, from.Width, MatType.CV_8UC1, frame.Address);
        using var chroma = Mat.FromPixelData(from.Height / 2, from.Width / 2, MatType.CV_8UC2, frame.Address + from.Pixels);
        Cv2.Resize(luma, _luma, _luma.Size(), 0, 0, InterpolationFlags.Area);
        Cv2.Resize(chroma, _chroma, _chroma.Size(), 0, 0, InterpolationFlags.Area);
    }

    /// <summary>Copies into another picture of the same size.</summary>
    public void CopyTo(SmallPicture other) => _nv12.CopyTo(other._nv12);

    /// <summary>Converts to B G R.</summary>
    public void Show(Mat bgr) => Cv2.CvtColor(_nv12, bgr, ColorConversionCodes.YUV2BGR_NV12);

    /// <inheritdoc/>
    public void Dispose()
    {
        _luma.Dispose();
        _chroma.Dispose();
        _nv12.Dispose();
    }
}
