using System.Numerics;

namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>The blur of an unfocused lens: every point becomes a disc. Works in linear light; the outermost pixels are repeated beyond the
/// border.</summary>
internal static class DiscBlur
{
    /// <summary>Blurs R G B pixels.</summary>
    /// <param name="picture">Three numbers per pixel, row by row.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="radius">Radius of the disc, in pixels.</param>
    /// <returns>A picture of the same size.</returns>
    public static float[] Blur(float[] picture, int width, float radius)
    {
        var height = picture.Length / 3 / width;
        var reach = (int)radius;
        var stride = (width + (2 * reach) + 1) * 3;
        var sums = RowSums(picture, width, height, reach);
        int[] halves = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(dy => (int)MathF.Sqrt((radius * radius) - (dy * dy)))];
        int[] counts = [.. Enumerable.Range(0, width).Select(x => halves.Sum(half => Math.Min(width, x + half + 1) - Math.Max(0, x - half)))];
        var blurred = new float[picture.Length];
        var total = new double[width * 3];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(total);
            for (var dy = -reach; dy <= reach; dy++)
            {
                var half = halves[dy + reach];
                var row = (Math.Clamp(y + dy, 0, height - 1) * stride) + (reach * 3);
                AddRuns(total, sums.AsSpan(row - (half * 3), total.Length), sums.AsSpan(row + ((half + 1) * 3), total.Length));
            }

            for (var i = 0; i < total.Length; i++)
            {
                blurred[(y * total.Length) + i] = (float)(total[i] / counts[i / 3]);
            }
        }

        return blurred;
    }

    /// <summary>Adds the sum of one run of pixels for every pixel of a row.</summary>
    private static void AddRuns(Span<double> total, ReadOnlySpan<double> first, ReadOnlySpan<double> last)
    {
        var i = 0;
        for (; i <= total.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(total[i..]) + (new Vector<double>(last[i..]) - new Vector<double>(first[i..]))).CopyTo(total[i..]);
        }

        for (; i < total.Length; i++)
        {
            total[i] += last[i] - first[i];
        }
    }

    /// <summary>Running sums along each row, so that the sum of any run of pixels is one difference. Each row goes on by the reach at both ends, where
    /// there is nothing to add.</summary>
    private static double[] RowSums(float[] picture, int width, int height, int reach)
    {
        var stride = (width + (2 * reach) + 1) * 3;
        var sums = new double[stride * height];
        for (var y = 0; y < height; y++)
        {
            var row = sums.AsSpan(y * stride, stride);
            for (var i = (reach + 1) * 3; i < stride; i++)
            {
                var at = i - ((reach + 1) * 3);
                row[i] = row[i - 3] + (at < width * 3 ? picture[(y * width * 3) + at] : 0);
            }
        }

        return sums;
    }
}
