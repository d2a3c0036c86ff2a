using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Movement of the camera relative to the plate: a similarity (translation, rotation, zoom) about the picture's centre, in picture heights,
/// so that it holds at any size. A point (x, y) of the plate appears at (Scale x - Skew y + X, Skew x + Scale y + Y).</summary>
/// <param name="Aspect">Width of the picture divided by its height, greater than 0.</param>
/// <param name="Scale">Zoom times the cosine of the rotation; 1 = none.</param>
/// <param name="Skew">Zoom times the sine of the rotation, clockwise on the screen; 0 = none.</param>
/// <param name="X">Translation to the right, in picture heights.</param>
/// <param name="Y">Translation downwards, in picture heights.</param>
public readonly record struct RoomShift(double Aspect, double Scale, double Skew, double X, double Y)
{
    /// <summary>Zoom; above 1 the room looks larger than on the plate.</summary>
    public double Zoom => Math.Sqrt((Scale * Scale) + (Skew * Skew));

    /// <summary>Rotation in degrees, clockwise on the screen.</summary>
    public double Degrees => Math.Atan2(Skew, Scale) * 180 / Math.PI;

    /// <summary>The identity for pictures of this size.</summary>
    public static RoomShift None(FrameSize size) => new((double)size.Width / size.Height, 1, 0, 0, 0);

    /// <summary>Maps a point of the plate, such as the corner of a zone, to the frame.</summary>
    public ZonePoint Map(ZonePoint point)
    {
        var (x, y) = Apply((point.X - 0.5) * Aspect, point.Y - 0.5);
        return new ZonePoint((x / Aspect) + 0.5, y + 0.5);
    }

    /// <summary>The inverse: from the frame to the plate.</summary>
    public RoomShift Inverse()
    {
        var square = (Scale * Scale) + (Skew * Skew);
        var (scale, skew) = (Scale / square, -Skew / square);
        return new RoomShift(Aspect, scale, skew, -((scale * X) - (skew * Y)), -((skew * X) + (scale * Y)));
    }

    /// <summary>This movement after another one.</summary>
    public RoomShift After(RoomShift first)
    {
        var (x, y) = Apply(first.X, first.Y);
        return new RoomShift(Aspect, (Scale * first.Scale) - (Skew * first.Skew), (Skew * first.Scale) + (Scale * first.Skew), x, y);
    }

    /// <summary>Distance between the two images of the picture's corner for which it is largest, in picture heights.</summary>
    public double Distance(RoomShift other)
    {
        var (scale, skew, x, y) = (Scale - other.Scale, Skew - other.Skew, X - other.X, Y - other.Y);
        var farthest = 0.0;
        for (var corner = 0; corner < 4; corner++)
        {
            var (u, v) = ((corner & 1) == 0 ? Aspect / 2 : -Aspect / 2, (corner & 2) == 0 ? 0.5 : -0.5);
            var (dx, dy) = ((scale * u) - (skew * v) + x, (skew * u) + (scale * v) + y);
            farthest = Math.Max(farthest, Math.Sqrt((dx * dx) + (dy * dy)));
        }

        return farthest;
    }

    /// <summary>Like <see cref="Map"/>, for coordinates from the centre in picture heights.</summary>
    internal (double X, double Y) Apply(double x, double y) => ((Scale * x) - (Skew * y) + X, (Skew * x) + (Scale * y) + Y);
}
