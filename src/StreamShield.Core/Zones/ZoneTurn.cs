using StreamShield.Core.Frames;

namespace StreamShield.Core.Zones;

/// <summary>Moves zones along when the camera's pictures are turned or mirrored, so that each stays on the thing that it was drawn over.</summary>
/// <param name="from">How the pictures were turned.</param>
/// <param name="fromSize">The size that they filled, or were fitted into between bars.</param>
/// <param name="to">How they are turned now.</param>
/// <param name="toSize">The size now.</param>
public sealed class ZoneTurn(Orientation from, FrameSize fromSize, Orientation to, FrameSize toSize)
{
    /// <summary>Places are rounded to this many digits, so that turning back restores them exactly.</summary>
    private const int Digits = 9;

    /// <summary>Cameras deliver wide pictures: as wide as the larger of the ratios that the picture has.</summary>
    private readonly double _ratio = Math.Max((double)fromSize.Width / fromSize.Height, (double)fromSize.Height / fromSize.Width);

    /// <summary>The zones at their new places.</summary>
    public IReadOnlyList<Zone> Turn(IReadOnlyList<Zone> zones)
    {
        ArgumentNullException.ThrowIfNull(zones);
        return from == to ? zones : [.. zones.Select(zone => zone with { Shape = Turn(zone.Shape), Feather = Turn(zone.Feather) })];
    }

    private ZoneShape Turn(ZoneShape shape)
    {
        switch (shape)
        {
            case RectangleShape rectangle:
                var (left, top, width, height) = Box(rectangle.Left, rectangle.Top, rectangle.Left + rectangle.Width, rectangle.Top + rectangle.Height);
                return new RectangleShape(left, top, width, height);
            case EllipseShape ellipse:
                var (x, y, across, down) = Box(
                    ellipse.CentreX - ellipse.RadiusX, ellipse.CentreY - ellipse.RadiusY, ellipse.CentreX + ellipse.RadiusX, ellipse.CentreY + ellipse.RadiusY);
                return new EllipseShape(Rounded(x + (across / 2)), Rounded(y + (down / 2)), Rounded(across / 2), Rounded(down / 2));
            case PolygonShape polygon:
                return new PolygonShape([.. polygon.Points.Select(Turn)]);
            default:
                return shape;
        }
    }

    /// <summary>The box between two turned corners, within the allowed places.</summary>
    private (double Left, double Top, double Width, double Height) Box(double left, double top, double right, double bottom)
    {
        var (one, other) = (Turn(new ZonePoint(left, top)), Turn(new ZonePoint(right, bottom)));
        var (x, y) = (Math.Min(one.X, other.X), Math.Min(one.Y, other.Y));
        return (x, y, Length(one.X, other.X), Length(one.Y, other.Y));
    }

    private ZonePoint Turn(ZonePoint place)
    {
        var (was, now) = (Bars(from, fromSize), Bars(to, toSize));
        var inside = new ZonePoint(0.5 + ((place.X - 0.5) / was.Across), 0.5 + ((place.Y - 0.5) / was.Down));
        var turned = to.Do(from.Undo(inside));
        return new ZonePoint(Placed(0.5 + ((turned.X - 0.5) * now.Across)), Placed(0.5 + ((turned.Y - 0.5) * now.Down)));
    }

    /// <summary>Feathers are in picture heights, and stay as wide as the things in the picture.</summary>
    private double Turn(double feather) => Math.Clamp(Rounded(feather * Scale(to, toSize) / Scale(from, fromSize)), 0, Zone.MaxFeather);

    /// <summary>How large things are, in picture heights.</summary>
    private double Scale(Orientation orientation, FrameSize size) => Bars(orientation, size).Down / (orientation.SwapsSides ? _ratio : 1);

    /// <summary>The shares of width and height that the camera's picture fills.</summary>
    private (double Across, double Down) Bars(Orientation orientation, FrameSize size)
    {
        var (picture, frame) = (orientation.SwapsSides ? 1 / _ratio : _ratio, (double)size.Width / size.Height);
        return picture < frame ? (picture / frame, 1) : (1, frame / picture);
    }

    private static double Placed(double at) => Rounded(Math.Clamp(at, -ZoneShape.MaxOutside, 1 + ZoneShape.MaxOutside));

    /// <summary>Never 0, which is no zone: one that lies beyond the allowed places may come back.</summary>
    private static double Length(double one, double other) => Math.Max(Rounded(Math.Abs(one - other)), 1e-6);

    private static double Rounded(double value) => Math.Round(value, Digits);
}
