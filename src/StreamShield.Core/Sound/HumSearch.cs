namespace StreamShield.Core.Sound;

/// <summary>Searches once a second for hum that a <see cref="HumTracker"/> has lost or never found because its frequency is too far off: tries nearby
/// frequencies and returns the one on which the lowest harmonics agree. Does not allocate while it runs. Not thread-safe.</summary>
/// <param name="harmonics">Number of harmonics used.</param>
internal sealed class HumSearch(int harmonics)
{
    /// <summary>Spacing of the frequencies tried, in Hz.</summary>
    public const double Step = 0.04;

    /// <summary>Number of blocks analysed: 3 s.</summary>
    private const int Blocks = 300;
    private const int Every = 100;
    private const double Reach = 0.48;
    private const double Agreed = 0.25;
    private const double Clearly = 1.5;
    private const double Nothing = 1e-12;

    private readonly double[] _reals = new double[harmonics * Blocks];
    private readonly double[] _imaginaries = new double[harmonics * Blocks];
    private readonly double[] _weights = new double[harmonics * Blocks];
    private int _seen;

    /// <summary>Stores one block, and searches when it is due.</summary>
    /// <param name="all">The harmonics, lowest first.</param>
    /// <param name="noise">Smallest power of the residual.</param>
    /// <param name="ahead">Phase of the tracker ahead of the nominal frequency's, in radians of the fundamental.</param>
    /// <returns>Deviation of the hum from the nominal frequency, in Hz; null when none was found or no search was due.</returns>
    public double? Update(ReadOnlySpan<Harmonic> all, double noise, double ahead)
    {
        var place = _seen++ % Blocks;
        for (var i = 0; i < harmonics; i++)
        {
            var (sine, cosine) = Math.SinCos((i + 1) * ahead);
            var (real, imaginary) = (all[i].Real + all[i].SeenReal, all[i].Imaginary + all[i].SeenImaginary);
            _reals[(i * Blocks) + place] = (real * cosine) - (imaginary * sine);
            _imaginaries[(i * Blocks) + place] = (real * sine) + (imaginary * cosine);
            _weights[(i * Blocks) + place] = 1 / (all[i].Around + noise);
        }

        if (_seen < Blocks || _seen % Every != 0)
        {
            return null;
        }

        var (best, max, sum, tried) = (0.0, 0.0, 0.0, 0);
        for (var hertz = -Reach; hertz <= Reach; hertz += Step, tried++)
        {
            var agreement = Agreement(hertz);
            sum += agreement;
            (best, max) = agreement > max ? (hertz, agreement) : (best, max);
        }

        return max > Agreed && max > Clearly * sum / tried ? best : null;
    }

    /// <summary>Discards the stored blocks.</summary>
    public void Clear() => _seen = 0;

    /// <summary>Share of the power at the harmonics that rotates at one frequency.</summary>
    private double Agreement(double hertz)
    {
        var (steady, all) = (0.0, Nothing);
        for (var i = 0; i < harmonics; i++)
        {
            var (sine, cosine) = Math.SinCos(-2 * Math.PI * hertz * (i + 1) * SoundFormat.BlockSeconds);
            var (c, s, real, imaginary, weights, power) = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0);
            for (var k = 0; k < Blocks; k++)
            {
                var at = (i * Blocks) + ((_seen + k) % Blocks);
                var (x, y, w) = (_reals[at], _imaginaries[at], _weights[at]);
                real += w * ((x * c) - (y * s));
                imaginary += w * ((x * s) + (y * c));
                weights += w;
                power += w * ((x * x) + (y * y));
                (c, s) = ((c * cosine) - (s * sine), (c * sine) + (s * cosine));
            }

            steady += ((real * real) + (imaginary * imaginary)) / (weights * weights);
            all += power / weights;
        }

        return steady / all;
    }
}
