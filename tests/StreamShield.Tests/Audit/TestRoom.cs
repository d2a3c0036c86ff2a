using OpenCvSharp;

namespace StreamShield.Tests.Audit;

/// <summary>Small pictures for the measures.</summary>
internal static class TestRoom
{
    /// <summary>A picture of blotches and lines that is textured everywhere, the same for the same seed.</summary>
    public static Mat Textured(int width, int height, int seed)
    {
        using var coarse = new Mat(height / 4, width / 4, MatType.CV_8UC3);
        var random = new Random(seed);
        random.NextBytes(coarse.AsSpan<byte>());
        var picture = new Mat();
        Cv2.Resize(coarse, picture, new Size(width, height), 0, 0, InterpolationFlags.Cubic);
        return picture;
    }

    /// <summary>A picture of large soft colours, as a blur leaves them.</summary>
    public static Mat Smooth(int width, int height, int seed)
    {
        using var coarse = new Mat(3, 4, MatType.CV_8UC3);
        new Random(seed).NextBytes(coarse.AsSpan<byte>());
        var picture = new Mat();
        Cv2.Resize(coarse, picture, new Size(width, height), 0, 0, InterpolationFlags.Cubic);
        return picture;
    }

    /// <summary>A matte of one value.</summary>
    public static Mat Mask(int width, int height, byte value) => new(height, width, MatType.CV_8UC1, Scalar.All(value));

    /// <summary>A mask that is 255 inside a rectangle.</summary>
    public static Mat Mask(int width, int height, Rect area)
    {
        var mask = Mask(width, height, 0);
        mask[area].SetTo(Scalar.All(255));
        return mask;
    }
}
