using System.Numerics;

namespace StreamShield.Core.Sound;

/// <summary>One second-order section: (B0 + B1 z^-1 + B2 z^-2) / (1 + A1 z^-1 + A2 z^-2).</summary>
internal readonly record struct FilterSection(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>
    /// A band-stop of twelve poles: an elliptic (Cauer) prototype of order 6 with 0.2 dB of ripple and 75 dB of attenuation,
    /// whose pass edge is 1.86 times its stop edge away from the centre. The prototype's poles and zeros follow
    /// from the Landen transformation (S. Orfanidis, Lecture Notes on Elliptic Filter Design, 2006).
    /// </summary>
    /// <param name="centre">Centre frequency in Hz.</param>
    /// <param name="halfWidth">Distance in Hz from the centre within which at least 75 dB are removed.</param>
    /// <param name="rate">Samples per second.</param>
    public static IEnumerable<FilterSection> BandStop(double centre, double halfWidth, double rate)
    {
        // Frequencies pre-warped for the bilinear transformation.
        double Bent(double f) => Math.Tan(Math.PI * f / rate);
        var width = (Bent(centre + halfWidth) - Bent(centre - halfWidth)) * Selectivity;
        var square = Bent(centre - halfWidth) * Bent(centre + halfWidth);
        Complex[] Images(Complex prototype)
        {
            // From low-pass to band-stop: s = width p / (p^2 + square), solved for p.
            var half = width / (2 * prototype);
            var root = Complex.Sqrt((half * half) - square);
            return [Digital(half + root), Digital(half - root)];
        }

        for (var i = 0; i < Poles.Length; i++)
        {
            var zeros = Images(new Complex(0, Zeros[i]));
            var poles = Images(Poles[i]);
            yield return Of(zeros[0], poles[0]);
            yield return Of(zeros[1], poles[1]);
        }
    }

    /// <summary>A Butterworth high-pass filter.</summary>
    /// <param name="corner">Corner frequency (-3 dB) in Hz.</param>
    /// <param name="order">Order; even.</param>
    /// <param name="rate">Samples per second.</param>
    public static IEnumerable<FilterSection> HighPass(double corner, int order, double rate)
    {
        var k = Math.Tan(Math.PI * corner / rate);
        for (var i = 0; i < order / 2; i++)
        {
            var damping = 2 * Math.Sin(Math.PI * ((2 * i) + 1) / (2 * order));
            var norm = 1 / (1 + (damping * k) + (k * k));
            yield return new FilterSection(norm, -2 * norm, norm, 2 * ((k * k) - 1) * norm, (1 - (damping * k) + (k * k)) * norm);
        }
    }

    /// <summary>A second-order notch filter.</summary>
    /// <param name="centre">Frequency in Hz at which nothing passes.</param>
    /// <param name="halfWidth">Distance in Hz from the centre at which 3 dB are removed.</param>
    /// <param name="rate">Samples per second.</param>
    public static FilterSection Notch(double centre, double halfWidth, double rate)
    {
        var angle = 2 * Math.PI * centre / rate;
        return Of(Complex.FromPolarCoordinates(1, angle), Complex.FromPolarCoordinates(1 - (2 * Math.PI * halfWidth / rate), angle));
    }

    private const double Selectivity = 1.8607;
    private static readonly double[] Zeros = [1.9160017940867797, 2.5262028402339296, 6.652430157443539];
    private static readonly Complex[] Poles =
    [
        new(-0.08139073267003631, 1.030048982966997), new(-0.2533275821727076, 0.7966914633550279), new(-0.3962010245522204, 0.30963357398450586),
    ];

    private static Complex Digital(Complex s) => (1 + s) / (1 - s);

    /// <summary>A section with a conjugate pair of zeros on the unit circle and one of poles, scaled to unit gain far from the centre.</summary>
    private static FilterSection Of(Complex zero, Complex pole)
    {
        var (b1, b2) = (-2 * zero.Real, 1.0);
        var (a1, a2) = (-2 * pole.Real, pole.Magnitude * pole.Magnitude);
        // Evaluated at the Nyquist frequency, the farthest from the centre.
        var gain = (1 - a1 + a2) / (1 - b1 + b2);
        return new FilterSection(gain, gain * b1, gain * b2, a1, a2);
    }
}
