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
        var (x, y) = Inside(place.X, place.Y, Bars(from, fromSize));
        x = from.Mirror ? 1 - x : x;
        (x, y) = from.Turn switch
        {
            90 => (y, 1 - x),
            180 => (1 - x, 1 - y),
            270 => (1 - y, x),
            _ => (x, y),
        };
        (x, y) = to.Turn switch
        {
            90 => (1 - y, x),
            180 => (1 - x, 1 - y),
            270 => (y, 1 - x),
            _ => (x, y),
        };
        x = to.Mirror ? 1 - x : x;
        var (across, down) = Bars(to, toSize);
        return new ZonePoint(Placed(0.5 + ((x - 0.5) * across)), Placed(0.5 + ((y - 0.5) * down)));
    }

    /// <summary>Feathers are in picture heights.</summary>
    private double Turn(double feather)
    {
        var (was, now) = (Bars(from, fromSize).Down * fromSize.Height, Bars(to, toSize).Down * toSize.Height);
        var scale = now / (to.SwapsSides ? _ratio : 1) / (was / (from.SwapsSides ? _ratio : 1));
        return Math.Clamp(Rounded(feather * scale * fromSize.Height / toSize.Height), 0, Zone.MaxFeather);
    }

    private static (double X, double Y) Inside(double x, double y, (double Across, double Down) bars) =>
        (0.5 + ((x - 0.5) / bars.Across), 0.5 + ((y - 0.5) / bars.Down));

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
