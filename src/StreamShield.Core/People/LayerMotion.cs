using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>Estimates the motion of a layer (the pixels with one label) between two small frames as one shift in whole pixels. Does not
/// allocate.</summary>
internal static class LayerMotion
{
    /// <summary>Uses every this many pixels in both directions.</summary>
    private const int Sample = 4;

    /// <summary>Penalty on a shift per pixel of distance from the expected one, as a share of its cost. In flat colours all shifts cost about the
    /// same.</summary>
    private const double Bias = 0.02;

    /// <summary>Finds the shift with the least difference, within three pixels of the expected one: first in steps of two, then of one.</summary>
    /// <param name="last">The last small frame, B G R.</param>
    /// <param name="now">This small frame.</param>
    /// <param name="labels">Labels of the last frame.</param>
    /// <param name="label">The layer's bit.</param>
    /// <param name="area">Bounding box of the layer's pixels in the last frame.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="expected">The shift found in the frame before.</param>
    public static (int X, int Y) Find(ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, ReadOnlySpan<byte> labels, byte label, PixelArea area, int width, (int X, int Y) expected)
    {
        var best = expected;
        var min = double.MaxValue;
        for (var step = 2; step >= 1; step--)
        {
            var middle = best;
            for (var i = 0; i < 9; i++)
            {
                var shift = (X: middle.X + (((i % 3) - 1) * step), Y: middle.Y + (((i / 3) - 1) * step));
                var away = Math.Abs(shift.X - expected.X) + Math.Abs(shift.Y - expected.Y);
                var cost = Difference(last, now, labels, label, area, width, shift) * (1 + (Bias * away));
                (best, min) = cost < min ? (shift, cost) : (best, min);
            }
        }

        return best;
    }

    /// <summary>Mean difference of the layer's pixels that stay in the picture; <see cref="double.MaxValue"/> when none does.</summary>
    private static double Difference(ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, ReadOnlySpan<byte> labels, byte label, PixelArea area, int width, (int X, int Y) shift)
    {
        var height = labels.Length / width;
        var (top, bottom) = (Math.Max(area.Top, -shift.Y), Math.Min(area.Bottom, height - shift.Y));
        var (left, right) = (Math.Max(area.Left, -shift.X), Math.Min(area.Right, width - shift.X));
        var (sum, count) = (0, 0);
        for (var y = top; y < bottom; y += Sample)
        {
            for (var x = left; x < right; x += Sample)
            {
                var at = (y * width) + x;
                if ((labels[at] & label) != 0)
                {
                    // Green alone is enough: it is the finest channel of every camera.
                    sum += Math.Abs(last[(at * 3) + 1] - now[((at + (shift.Y * width) + shift.X) * 3) + 1]);
                    count++;
                }
            }
        }

        return count == 0 ? double.MaxValue : (double)sum / count;
    }
}
