namespace StreamShield.Core.Obscuring;

/// <summary>A picture that the streamer chose to show instead of the room. Immutable. Not secret, since every viewer sees it.</summary>
public sealed class BackgroundImage
{
    /// <summary>Largest side in pixels.</summary>
    public const int MaxSide = 16384;

    private readonly byte[] _bgr;

    /// <summary>Creates a picture from its pixels, which are copied.</summary>
    /// <param name="width">1 to <see cref="MaxSide"/>.</param>
    /// <param name="height">1 to <see cref="MaxSide"/>.</param>
    /// <param name="bgr">B G R, 8 bits, rows without padding.</param>
    /// <exception cref="ArgumentException">A side is out of range, or the number of bytes does not match.</exception>
    public BackgroundImage(int width, int height, ReadOnlySpan<byte> bgr)
    {
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || bgr.Length != (long)width * height * 3)
        {
            throw new ArgumentException($"{bgr.Length} bytes are no picture of {width}x{height}.");
        }

        (Width, Height, _bgr) = (width, height, bgr.ToArray());
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>B G R, row by row.</summary>
    public ReadOnlySpan<byte> Bgr => _bgr;

    /// <summary>The centre of the picture, cropped to another shape and scaled to that many pixels.</summary>
    /// <returns>B G R, row by row.</returns>
    internal unsafe byte[] CoverBgr(int width, int height)
    {
        var scaled = new byte[width * height * 3];
        // The part that has the requested shape, in whole pixels.
        var cutWidth = Math.Clamp((int)Math.Round((double)Height * width / height), 1, Width);
        var cutHeight = Math.Clamp((int)Math.Round((double)Width * height / width), 1, Height);
        fixed (byte* from = _bgr, to = scaled)
        {
            using var whole = OpenCvSharp.Mat.FromPixelData(Height, Width, OpenCvSharp.MatType.CV_8UC3, (nint)from);
            using var cut = new OpenCvSharp.Mat(whole, new OpenCvSharp.Rect((Width - cutWidth) / 2, (Height - cutHeight) / 2, cutWidth, cutHeight));
            using var target = OpenCvSharp.Mat.FromPixelData(height, width, OpenCvSharp.MatType.CV_8UC3, (nint)to);
            var kind = cutWidth > width ? OpenCvSharp.InterpolationFlags.Area : OpenCvSharp.InterpolationFlags.Cubic;
            OpenCvSharp.Cv2.Resize(cut, target, target.Size(), interpolation: kind);
        }

        return scaled;
    }
}
