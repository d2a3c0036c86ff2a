namespace StreamShield.Core.Sound;

/// <summary>Finite low-pass filters: a sinc with a Kaiser window (J. Kaiser, 1974).</summary>
internal static class KaiserSinc
{
    /// <summary>The value of the filter at a distance from its centre.</summary>
    /// <param name="distance">Distance in samples.</param>
    /// <param name="reach">Half the filter's length in samples. The result is 0 beyond it.</param>
    /// <param name="cutoff">Frequency at which half the amplitude passes, in cycles per sample.</param>
    /// <param name="beta">Shape of the window; 10 gives 100 dB of attenuation.</param>
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
