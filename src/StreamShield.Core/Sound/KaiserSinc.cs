namespace StreamShield.Core.Sound;

/// <summary>Low-pass filters of finite length: a sinc under a Kaiser window (J. Kaiser, 1974).</summary>
internal static class KaiserSinc
{
    /// <summary>The value of the filter at a distance from its middle.</summary>
    /// <param name="distance">In samples.</param>
    /// <param name="reach">Half the filter's length in samples; 0 beyond.</param>
    /// <param name="cutoff">Where half of the amplitude passes, in cycles per sample.</param>
    /// <param name="beta">The window's shape; 10 leaves 100 dB.</param>
    public static double At(double distance, double reach, double cutoff, double beta)
    {
        var place = distance / reach;
        if (Math.Abs(place) > 1)
        {
            return 0;
        }

        var angle = 2 * Math.PI * cutoff * distance;
        var sinc = Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle;
        return 2 * cutoff * sinc * Bessel(beta * Math.Sqrt(1 - (place * place))) / Bessel(beta);
    }

    /// <summary>The modified Bessel function of order 0.</summary>
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
