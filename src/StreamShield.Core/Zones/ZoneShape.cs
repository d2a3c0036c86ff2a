namespace StreamShield.Core;

/// <summary>The outline of a zone in normalised coordinates, independent of the picture's size.</summary>
public abstract record ZoneShape
{
    private protected ZoneShape()
    {
    }
}

/// <summary>An upright rectangle.</summary>
/// <param name="Left">Left edge, in picture widths.</param>
/// <param name="Top">Top edge, in picture heights.</param>
/// <param name="Width">Above 0.</param>
/// <param name="Height">Above 0.</param>
public sealed record RectangleShape(double Left, double Top, double Width, double Height) : ZoneShape;

/// <summary>An upright ellipse.</summary>
/// <param name="CentreX">Centre, in picture widths.</param>
/// <param name="CentreY">Centre, in picture heights.</param>
/// <param name="RadiusX">Half its width, above 0, in picture widths.</param>
/// <param name="RadiusY">Half its height, above 0, in picture heights.</param>
public sealed record EllipseShape(double CentreX, double CentreY, double RadiusX, double RadiusY) : ZoneShape;

/// <summary>A closed polygon, inside by the even-odd rule.</summary>
/// <param name="Points">3 to 256 corners in order.</param>
public sealed record PolygonShape(IReadOnlyList<ZonePoint> Points) : ZoneShape;
