using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Zones;

/// <summary>Fills an outline into a plane of one byte per pixel, by the even-odd rule, with exact treatment of its edge: an outer fill takes every
/// pixel that the shape touches, an inner fill only those entirely inside. Does not allocate.</summary>
internal static class ShapeRaster
{
    /// <summary>Fills the shape with 1.</summary>
    /// <param name="corners">Corners in pixels; may lie outside the picture.</param>
    /// <param name="outer">True to include the pixels that the edge runs through.</param>
    /// <param name="plane">The plane; must be all 0.</param>
    /// <param name="size">Size of the plane.</param>
    /// <returns>The part of the plane that may have been filled.</returns>
    public static PixelArea Fill(ReadOnlySpan<ZonePoint> corners, bool outer, Span<byte> plane, FrameSize size)
    {
        var area = Bounds(corners, size);
        if (area.IsEmpty)
        {
            return area;
        }

        var from = corners[^1];
        foreach (var to in corners)
        {
            Toggle(from, to, area, plane, size.Width);
            from = to;
        }

        for (var y = area.Top; y < area.Bottom; y++)
        {
            byte inside = 0;
            foreach (ref var pixel in plane.Slice((y * size.Width) + area.Left, area.Width))
            {
                inside ^= pixel;
                pixel = inside;
            }
        }

        foreach (var to in corners)
        {
            Trace(from, to, area, outer ? (byte)1 : (byte)0, plane, size.Width);
            from = to;
        }

        return area;
    }

    private static PixelArea Bounds(ReadOnlySpan<ZonePoint> corners, FrameSize size)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var corner in corners)
        {
            (left, right) = (Math.Min(left, corner.X), Math.Max(right, corner.X));
            (top, bottom) = (Math.Min(top, corner.Y), Math.Max(bottom, corner.Y));
        }

        return new PixelArea(
            (int)Math.Clamp(Math.Floor(left), 0, size.Width),
            (int)Math.Clamp(Math.Floor(top), 0, size.Height),
            (int)Math.Clamp(Math.Ceiling(right), 0, size.Width),
            (int)Math.Clamp(Math.Ceiling(bottom), 0, size.Height));
    }

    /// <summary>Toggles, in every row whose middle the line crosses, the first pixel whose centre lies to the right of the crossing.</summary>
    private static void Toggle(ZonePoint from, ZonePoint to, PixelArea area, Span<byte> plane, int width)
    {
        var (upper, lower) = from.Y <= to.Y ? (from, to) : (to, from);
        var first = (int)Math.Max(Math.Ceiling(upper.Y - 0.5), area.Top);
        var end = (int)Math.Min(Math.Ceiling(lower.Y - 0.5), area.Bottom);
        for (var y = first; y < end; y++)
        {
            var crossing = At(upper, lower, y + 0.5);
            var x = (int)Math.Clamp(Math.Ceiling(crossing - 0.5), area.Left, area.Right);
            if (x < area.Right)
            {
                plane[(y * width) + x] ^= 1;
            }
        }
    }

    /// <summary>Sets every pixel that the line runs through. A line along the border between two pixels runs through neither.</summary>
    private static void Trace(ZonePoint from, ZonePoint to, PixelArea area, byte value, Span<byte> plane, int width)
    {
        var (upper, lower) = from.Y <= to.Y ? (from, to) : (to, from);
        var first = (int)Math.Max(Math.Floor(upper.Y), area.Top);
        var end = (int)Math.Min(Math.Ceiling(lower.Y), area.Bottom);
        for (var y = first; y < end; y++)
        {
            var (one, other) = upper.Y == lower.Y ? (upper.X, lower.X)
                : (At(upper, lower, Math.Max(y, upper.Y)), At(upper, lower, Math.Min(y + 1, lower.Y)));
            var left = (int)Math.Clamp(Math.Floor(Math.Min(one, other)), area.Left, area.Right);
            var right = (int)Math.Clamp(Math.Ceiling(Math.Max(one, other)), area.Left, area.Right);
            plane[((y * width) + left)..((y * width) + Math.Max(left, right))].Fill(value);
        }
    }

    private static double At(ZonePoint upper, ZonePoint lower, double y) =>
        upper.X + ((y - upper.Y) * (lower.X - upper.X) / (lower.Y - upper.Y));
}
