using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>
/// Frees a cut-out of the colours of where it was filmed: green spill is taken back everywhere, and outside the sure inside the colour is drawn outward
/// from it. The edge then holds nothing of another room, so that every leaked pixel is the scene's own.
/// </summary>
internal static class Foreground
{
    private static readonly double[] Reaches = [1.5, 5, 20, 80];

    /// <summary>Cleans in place.</summary>
    /// <param name="colour">BGR.</param>
    /// <param name="alpha">Grey, same size.</param>
    /// <param name="margin">Pixels inside the edge that are not trusted.</param>
    /// <param name="green">True when filmed before a green screen.</param>
    public static void Clean(Mat colour, Mat alpha, int margin, bool green)
    {
        if (green)
        {
            TakeGreenBack(colour);
        }

        using var sure = new Mat();
        Cv2.Threshold(alpha, sure, 245, 255, ThresholdTypes.Binary);
        using var shape = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size((2 * margin) + 1, (2 * margin) + 1));
        Cv2.Erode(sure, sure, shape);
        using var weight = new Mat();
        sure.ConvertTo(weight, MatType.CV_32FC1, 1 / 255.0);
        using var weights = new Mat();
        Cv2.Merge([weight, weight, weight], weights);
        using var inside = new Mat();
        colour.ConvertTo(inside, MatType.CV_32FC3);
        Cv2.Multiply(inside, weights, inside);
        // Far reaches first, each nearer one laid over it by how much of the inside it has seen.
        using var drawn = new Mat(colour.Size(), MatType.CV_32FC3, Scalar.All(128));
        using var sums = new Mat();
        using var seen = new Mat();
        foreach (var reach in Reaches.Reverse())
        {
            Blur(inside, sums, reach);
            Blur(weights, seen, reach);
            Lay(drawn, sums, seen);
        }

        Lay(drawn, inside, weights);
        drawn.ConvertTo(colour, MatType.CV_8UC3);
    }

    private static unsafe void TakeGreenBack(Mat colour)
    {
        var bytes = new Span<byte>((void*)colour.Data, colour.Rows * colour.Cols * 3);
        for (var at = 0; at < bytes.Length; at += 3)
        {
            var limit = (bytes[at] + bytes[at + 2]) / 2;
            bytes[at + 1] = (byte)Math.Min(bytes[at + 1], limit);
        }
    }

    // Wide Gaussians are made small first: a hundred times cheaper and as smooth.
    private static void Blur(Mat source, Mat destination, double sigma)
    {
        var shrink = Math.Max(1, (int)(sigma / 3));
        using var small = new Mat();
        Cv2.Resize(source, small, new Size(Math.Max(1, source.Cols / shrink), Math.Max(1, source.Rows / shrink)), 0, 0, InterpolationFlags.Area);
        Cv2.GaussianBlur(small, small, default, sigma / shrink);
        Cv2.Resize(small, destination, source.Size());
    }

    private static unsafe void Lay(Mat under, Mat sums, Mat seen)
    {
        var count = under.Rows * under.Cols * 3;
        var target = new Span<float>((void*)under.Data, count);
        var sum = new Span<float>((void*)sums.Data, count);
        var weight = new Span<float>((void*)seen.Data, count);
        for (var i = 0; i < count; i++)
        {
            if (weight[i] > 1e-4f)
            {
                var share = Math.Min(1, weight[i] * 4);
                target[i] += share * ((sum[i] / weight[i]) - target[i]);
            }
        }
    }
}
