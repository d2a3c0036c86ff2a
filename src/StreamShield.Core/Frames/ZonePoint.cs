namespace StreamShield.Core.Frames;

/// <summary>A point in the picture: 0 to 1 from the left and from the top. Values slightly outside are allowed, so that shapes may reach over the
/// edge.</summary>
/// <param name="X">From the left, in picture widths.</param>
/// <param name="Y">From the top, in picture heights.</param>
public readonly record struct ZonePoint(double X, double Y);
