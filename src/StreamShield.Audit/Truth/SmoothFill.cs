using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Truth;

/// <summary>Fills the unknown parts of a picture smoothly with the colours of the known pixels around them.</summary>
internal static class SmoothFill
{
    private const int Shrink = 8;

    /// <summary>Fills in place.</summary>
    /// <param name="picture">BGR.</param>
    /// <param name="known">255 where a pixel is known, otherwise 0.</param>
    public static void Into(Mat picture, Mat known)
    {
        using var weight = new Mat();
        known.ConvertTo(weight, MatType.CV_32FC1, 1 / 255.0);
        using var weights = new Mat();
        Cv2.Merge([weight, weight, weight], weights);
        using var sums = new Mat();
        picture.ConvertTo(sums, MatType.CV_32FC3);
        Cv2.Multiply(sums, weights, sums);
        using var filled = new Mat(picture.Size(), MatType.CV_32FC3, Cv2.Mean(picture, known));
        var small = new Size(Math.Max(1, picture.Cols / Shrink), Math.Max(1, picture.Rows / Shrink));
        Cv2.Resize(sums, sums, small, 0, 0, InterpolationFlags.Area);
        Cv2.Resize(weights, weights, small, 0, 0, InterpolationFlags.Area);
        Cv2.Resize(filled, filled, small);
        for (var sigma = 32.0; sigma >= 1; sigma /= 2)
        {
            using var sum = new Mat();
            using var seen = new Mat();
            Cv2.GaussianBlur(sums, sum, default, sigma);
            Cv2.GaussianBlur(weights, seen, default, sigma);
            Lay(filled, sum, seen);
        }

        using var smooth = new Mat();
        Cv2.Resize(filled, smooth, picture.Size());
        smooth.ConvertTo(smooth, MatType.CV_8UC3);
        using var unknown = new Mat();
        Cv2.BitwiseNot(known, unknown);
        smooth.CopyTo(picture, unknown);
    }

    private static void Lay(Mat under, Mat sums, Mat seen)
    {
        var target = under.Floats();
        var sum = sums.Floats();
        var weight = seen.Floats();
        for (var i = 0; i < target.Length; i++)
        {
            if (weight[i] > 1e-3f)
            {
                target[i] += Math.Min(1, weight[i] * 8) * ((sum[i] / weight[i]) - target[i]);
            }
        }
    }
}
