namespace StreamShield.Core.Registration;

/// <summary>A textured patch of the plate that is searched for in every frame. The <see cref="AnchorSet"/> holds its luma and derivatives.</summary>
/// <param name="X">Horizontal position on the plate, from the picture's centre, in picture heights.</param>
/// <param name="Y">Vertical position, downwards, in the same units.</param>
/// <param name="Energy">Sum over the samples of (luma minus mean) squared.</param>
/// <param name="XX">Sum of the horizontal derivative squared, in (levels per pixel) squared; see <see cref="AnchorSet"/>.</param>
/// <param name="XY">Sum of the product of both derivatives.</param>
/// <param name="YY">Sum of the vertical derivative squared.</param>
internal readonly record struct Anchor(double X, double Y, float Energy, float XX, float XY, float YY)
{
    /// <summary>Smallest ratio of the weaker to the stronger eigenvalue for a firm anchor.</summary>
    private const float FirmRatio = 0.1f;

    /// <summary>True when its cell has no patch to search for.</summary>
    public bool IsEmpty => Energy == 0;

    /// <summary>True when the patch has texture in both directions. A straight edge helps to measure the shift across it, but looks the same along
    /// its length, so it cannot prove that the camera is in the same place.</summary>
    public bool IsFirm
    {
        get
        {
            var (mean, spread) = ((XX + YY) / 2, MathF.Sqrt(((XX - YY) * (XX - YY) / 4) + (XY * XY)));
            return mean - spread >= FirmRatio * (mean + spread);
        }
    }

    /// <summary>Residual in pixels between the measured displacement and a given one; 0 along a straight edge.</summary>
    public double Rest(AnchorReading reading, double dx, double dy)
    {
        var (px, py) = (reading.PullX - (XX * dx) - (XY * dy), reading.PullY - (XY * dx) - (YY * dy));
        // Part of the trace is added to the diagonal, because a straight edge gives no information along itself.
        var little = 0.02 * (XX + YY);
        var (xx, yy) = (XX + little, YY + little);
        var determinant = (xx * yy) - (XY * XY);
        var (x, y) = (((yy * px) - (XY * py)) / determinant, ((xx * py) - (XY * px)) / determinant);
        return Math.Sqrt((x * x) + (y * y));
    }
}
