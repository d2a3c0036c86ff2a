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
        var sums = RowSums(picture, width, height);
        var blurred = new float[picture.Length];
        var reach = (int)radius;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                double r = 0, g = 0, b = 0;
                var count = 0;
                for (var dy = -reach; dy <= reach; dy++)
                {
                    var half = (int)MathF.Sqrt((radius * radius) - (dy * dy));
                    var row = Math.Clamp(y + dy, 0, height - 1) * (width + 1);
                    var (from, to) = (Math.Max(0, x - half), Math.Min(width, x + half + 1));
                    var (first, last) = ((row + from) * 3, (row + to) * 3);
                    r += sums[last] - sums[first];
                    g += sums[last + 1] - sums[first + 1];
                    b += sums[last + 2] - sums[first + 2];
                    count += to - from;
                }

                var at = ((y * width) + x) * 3;
                (blurred[at], blurred[at + 1], blurred[at + 2]) = ((float)(r / count), (float)(g / count), (float)(b / count));
            }
        }

        return blurred;
    }

    /// <summary>Running sums along each row, so that the sum of any run of pixels is one difference.</summary>
    private static double[] RowSums(float[] picture, int width, int height)
    {
        var sums = new double[(width + 1) * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var i = 0; i < width * 3; i++)
            {
                var at = (y * (width + 1) * 3) + i;
                sums[at + 3] = sums[at] + picture[(y * width * 3) + i];
            }
        }

        return sums;
    }
}
