using StreamShield.Core.Frames;

namespace StreamShield.Core.Zones;

/// <summary>The outline of a zone in normalised coordinates, independent of the picture's size.</summary>
public abstract record ZoneShape
{
    /// <summary>How far a shape may extend beyond the edges of the picture, in picture sizes.</summary>
    public const double MaxOutside = 1;

    private protected ZoneShape()
    {
    }

    /// <summary>What is wrong with it, as the middle of a sentence; null when nothing is.</summary>
    internal abstract string? Fault();

    /// <summary>Writes the corners of the closed outline, at most <see cref="Zone.MaxCorners"/>.</summary>
    /// <param name="corners">Receives the corners.</param>
    /// <param name="outer">A round outline is approximated by straight lines: around it when true, inside it when false.</param>
    /// <returns>Number of corners.</returns>
    internal abstract int Outline(Span<ZonePoint> corners, bool outer);

    /// <summary>True for a number within the allowed range of a position; false for NaN.</summary>
    private protected static bool IsPlace(double at) => at is >= -MaxOutside and <= 1 + MaxOutside;

    /// <summary>True for a number within the allowed range of a length; false for NaN.</summary>
    private protected static bool IsExtent(double length) => length is > 0 and <= 1 + (2 * MaxOutside);
}

/// <summary>An axis-aligned rectangle.</summary>
/// <param name="Left">Left edge, in picture widths.</param>
/// <param name="Top">Top edge, in picture heights.</param>
/// <param name="Width">Greater than 0, in picture widths.</param>
/// <param name="Height">Greater than 0, in picture heights.</param>
public sealed record RectangleShape(double Left, double Top, double Width, double Height) : ZoneShape
{
    internal override string? Fault() =>
        !IsPlace(Left) || !IsPlace(Top) ? $"begins at {Left}, {Top}: choose -1 to 2"
        : !IsExtent(Width) || !IsExtent(Height) ? $"is {Width} wide and {Height} high: choose more than 0 and at most 3"
        : null;

    internal override int Outline(Span<ZonePoint> corners, bool outer)
    {
        var (right, bottom) = (Left + Width, Top + Height);
        (corners[0], corners[1], corners[2], corners[3]) = (new(Left, Top), new(right, Top), new(right, bottom), new(Left, bottom));
        return 4;
    }
}

/// <summary>An axis-aligned ellipse.</summary>
/// <param name="CentreX">Centre, in picture widths.</param>
/// <param name="CentreY">Centre, in picture heights.</param>
/// <param name="RadiusX">Half its width, greater than 0, in picture widths.</param>
/// <param name="RadiusY">Half its height, greater than 0, in picture heights.</param>
public sealed record EllipseShape(double CentreX, double CentreY, double RadiusX, double RadiusY) : ZoneShape
{
    internal override string? Fault() =>
        !IsPlace(CentreX) || !IsPlace(CentreY) ? $"has its centre at {CentreX}, {CentreY}: choose -1 to 2"
        : !IsExtent(RadiusX) || !IsExtent(RadiusY) ? $"has radii of {RadiusX} and {RadiusY}: choose more than 0 and at most 3"
        : null;

    internal override int Outline(Span<ZonePoint> corners, bool outer)
    {
        // Corners on a slightly larger ellipse put the midpoints of the lines on the true one.
        var size = outer ? 1 / Math.Cos(Math.PI / Zone.MaxCorners) : 1;
        for (var i = 0; i < Zone.MaxCorners; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / Zone.MaxCorners);
            corners[i] = new ZonePoint(CentreX + (RadiusX * size * cosine), CentreY + (RadiusY * size * sine));
        }

        return Zone.MaxCorners;
    }
}

/// <summary>A closed polygon. The even-odd rule decides what is inside.</summary>
/// <param name="Points">3 to 256 corners in order.</param>
public sealed record PolygonShape(IReadOnlyList<ZonePoint> Points) : ZoneShape
{
    internal override string? Fault()
    {
        if (Points is null || Points.Count is < 3 or > Zone.MaxCorners)
        {
            return $"has {Points?.Count ?? 0} corners: choose 3 to {Zone.MaxCorners}";
        }

        for (var i = 0; i < Points.Count; i++)
        {
            if (!IsPlace(Points[i].X) || !IsPlace(Points[i].Y))
            {
                return $"has its corner {i + 1} at {Points[i].X}, {Points[i].Y}: choose -1 to 2";
            }
        }

        return null;
    }

    internal override int Outline(Span<ZonePoint> corners, bool outer)
    {
        for (var i = 0; i < Points.Count; i++)
        {
            corners[i] = Points[i];
        }

        return Points.Count;
    }
}
