namespace StreamShield.Core.Sound;

/// <summary>
/// Looks once a second for hum that a <see cref="HumTracker"/> has lost or never found because its frequency is too far off: tries frequencies around and says which one the lowest
/// harmonics agree on. Allocates nothing while it runs; used by one thread.
/// </summary>
/// <param name="harmonics">How many are looked at.</param>
internal sealed class HumSearch(int harmonics)
{
    /// <summary>Frequencies tried are so far apart, in Hz.</summary>
    public const double Step = 0.04;

    /// <summary>Blocks that are looked back on: 3 s.</summary>
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

    /// <summary>Notes a block, and looks when it is time.</summary>
    /// <param name="all">The harmonics, lowest first.</param>
    /// <param name="noise">Least power of what is left.</param>
    /// <param name="ahead">How far the tracker's phase has run ahead of the nominal frequency's, in radians of the fundamental.</param>
    /// <returns>How far the hum is from the nominal frequency, in Hz; null when none is found or nothing was looked for.</returns>
    public double? Look(ReadOnlySpan<Harmonic> all, double noise, double ahead)
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

        var (best, most, sum, tried) = (0.0, 0.0, 0.0, 0);
        for (var hertz = -Reach; hertz <= Reach; hertz += Step, tried++)
        {
            var agreement = Agreement(hertz);
            sum += agreement;
            (best, most) = agreement > most ? (hertz, agreement) : (best, most);
        }

        return most > Agreed && most > Clearly * sum / tried ? best : null;
    }

    /// <summary>Forgets what was noted.</summary>
    public void Clear() => _seen = 0;

    /// <summary>Which share of all that is heard at the harmonics turns with one frequency.</summary>
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
