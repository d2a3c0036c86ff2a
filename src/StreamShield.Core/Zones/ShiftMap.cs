using StreamShield.Core.Frames;

namespace StreamShield.Core.Zones;

/// <summary>A <see cref="ZoneShift"/> in the pixels of one picture size: maps a point of this frame back to the picture in which the zones were
/// drawn.</summary>
internal readonly struct ShiftMap
{
    /// <summary>Shifts that differ by less than this everywhere, in pixels, count as equal, so that jitter does not cause the zones to be drawn
    /// again.</summary>
    private const double Tremble = 0.5;

    private readonly double _cosine;
    private readonly double _sine;
    private readonly double _middleX;
    private readonly double _middleY;
    private readonly double _right;
    private readonly double _down;

    /// <param name="shift">Movement of the camera.</param>
    /// <param name="size">Size of the frames.</param>
    public ShiftMap(ZoneShift shift, FrameSize size)
    {
        var (sine, cosine) = Math.SinCos(shift.Turn);
        (_sine, _cosine) = (sine / shift.Zoom, cosine / shift.Zoom);
        (_middleX, _middleY) = (size.Width / 2.0, size.Height / 2.0);
        (_right, _down) = (shift.Right * size.Width, shift.Down * size.Height);
        // A pixel's square becomes a rotated one; this is half the side of its bounding square.
        HalfPixel = (Math.Abs(_sine) + Math.Abs(_cosine)) / 2;
    }

    /// <summary>Half the extent of a frame's pixel in the drawn picture, on either axis.</summary>
    public double HalfPixel { get; }

    /// <summary>Maps a point of the frame, in pixels. The result may lie outside the drawn picture.</summary>
    public (double X, double Y) Back(double x, double y)
    {
        x -= _middleX + _right;
        y -= _middleY + _down;
        return (_middleX + (_cosine * x) + (_sine * y), _middleY + (_cosine * y) - (_sine * x));
    }

    /// <summary>True when zones drawn for one shift serve for the other.</summary>
    public static bool HardlyDiffer(ZoneShift one, ZoneShift other, FrameSize size) => Apart(new ShiftMap(one, size), new ShiftMap(other, size), size) < Tremble;

    /// <summary>The largest distance, in pixels, between two maps within a picture.</summary>
    private static double Apart(ShiftMap one, ShiftMap other, FrameSize size)
    {
        var apart = 0.0;
        for (var corner = 0; corner < 4; corner++)
        {
            var (x, y) = (corner % 2 * size.Width, corner / 2 * size.Height);
            var (a, b) = (one.Back(x, y), other.Back(x, y));
            apart = Math.Max(apart, Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)));
        }

        return apart;
    }
}
