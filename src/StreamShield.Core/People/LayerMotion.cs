using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>How a layer (the pixels with one label) has moved from the last small frame to this one, as one shift in whole pixels. Allocates nothing.</summary>
internal static class LayerMotion
{
    /// <summary>Every so many pixels on both axes are enough.</summary>
    private const int Sample = 4;

    /// <summary>A shift must beat the expected one by this share of the difference for every pixel away from it: in flat colours all shifts look alike.</summary>
    private const double Bias = 0.02;

    /// <summary>Finds the shift within three pixels of the expected one that makes the layer's pixels differ the least: by twos, then by ones.</summary>
    /// <param name="last">The last small frame, B G R.</param>
    /// <param name="now">This one.</param>
    /// <param name="labels">Of the last frame.</param>
    /// <param name="label">The layer's bit.</param>
    /// <param name="area">Where the layer's pixels were.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="expected">The shift of the frame before.</param>
    public static (int X, int Y) Find(ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, ReadOnlySpan<byte> labels, byte label, PixelArea area, int width, (int X, int Y) expected)
    {
        var best = expected;
        var least = double.MaxValue;
        for (var step = 2; step >= 1; step--)
        {
            var middle = best;
            for (var i = 0; i < 9; i++)
            {
                var shift = (X: middle.X + (((i % 3) - 1) * step), Y: middle.Y + (((i / 3) - 1) * step));
                var away = Math.Abs(shift.X - expected.X) + Math.Abs(shift.Y - expected.Y);
                var cost = Difference(last, now, labels, label, area, width, shift) * (1 + (Bias * away));
                (best, least) = cost < least ? (shift, cost) : (best, least);
            }
        }

        return best;
    }

    /// <summary>Mean difference of the layer's pixels that stay in the picture; very large when none does.</summary>
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
                    // Green stands for all: the finest channel of every camera.
                    sum += Math.Abs(last[(at * 3) + 1] - now[((at + (shift.Y * width) + shift.X) * 3) + 1]);
                    count++;
                }
            }
        }

        return count == 0 ? double.MaxValue : (double)sum / count;
    }
}
