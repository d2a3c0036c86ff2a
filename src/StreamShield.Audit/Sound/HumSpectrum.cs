using OpenCvSharp;
using StreamShield.Core.Sound;

namespace StreamShield.Audit.Sound;

/// <summary>
/// Spectrum of eight seconds of sound with bins of a sixteenth of a hertz, and how far the lines of a fundamental and its harmonics rise above their
/// surroundings (electric network frequency analysis: C. Grigoras, 2005; harmonics combined: A. Hajj-Ahmad, R. Garg, M. Wu, 2013). Not thread-safe.
/// </summary>
public sealed class HumSpectrum : IDisposable
{
    /// <summary>Length of the analysed sound in seconds.</summary>
    public const int Seconds = 8;

    /// <summary>Search range to each side of a fundamental, in Hz.</summary>
    public const double Reach = 0.5;

    private const double Step = 0.01;
    private const double Max = 2;
    private const int Samples = (int)(LowBand.Rate * Seconds);
    private const int Size = 1 << 16;
    private const double Bin = LowBand.Rate / Size;

    private readonly Mat _time = new(1, Size, MatType.CV_32FC1);
    private readonly Mat _complex = new();
    private readonly double[] _power = new double[(int)(1100 / Bin)];
    private readonly List<double> _around = [];

    /// <summary>Computes the spectrum.</summary>
    /// <param name="slow">8 s of sound at <see cref="LowBand.Rate"/>.</param>
    public void Compute(ReadOnlySpan<double> slow)
    {
        _time.SetTo(Scalar.All(0));
        var samples = _time.AsSpan<float>();
        for (var i = 0; i < Samples; i++)
        {
            samples[i] = (float)(slow[i] * (1 - Math.Cos(2 * Math.PI * i / Samples)));
        }

        Cv2.Dft(_time, _complex, DftFlags.ComplexOutput);
        var values = _complex.AsSpan<Vec2f>();
        for (var i = 0; i < _power.Length; i++)
        {
            _power[i] = ((double)values[i].Item0 * values[i].Item0) + ((double)values[i].Item1 * values[i].Item1) + 1e-20;
        }
    }

    /// <summary>Finds the best fundamental near a nominal frequency.</summary>
    /// <param name="nominal">Nominal frequency in Hz.</param>
    /// <returns>Its frequency in Hz, and the mean height of its harmonics up to 1 kHz above their surroundings, in bels.</returns>
    public (double Hertz, double Height) Best(double nominal)
    {
        var count = (int)(HumGrid.Highest / nominal);
        Span<double> floors = stackalloc double[count];
        for (var n = 1; n <= count; n++)
        {
            floors[n - 1] = Around(nominal * n, (Reach * n) + 2);
        }

        var best = (Hertz: nominal, Height: double.MinValue);
        for (var hertz = nominal - Reach; hertz <= nominal + Reach; hertz += Step)
        {
            var sum = 0.0;
            for (var n = 1; n <= count; n++)
            {
                sum += Math.Clamp(Math.Log10(Line(hertz * n) / floors[n - 1]), -1, Max);
            }

            if (sum / count > best.Height)
            {
                best = (hertz, sum / count);
            }
        }

        return best;
    }

    /// <summary>Power of one line: the maximum of the three nearest bins.</summary>
    public double Line(double hertz)
    {
        var place = Math.Clamp((int)Math.Round(hertz / Bin), 1, _power.Length - 2);
        return Math.Max(_power[place], Math.Max(_power[place - 1], _power[place + 1]));
    }

    /// <summary>Median power around a frequency, in a range of <paramref name="reach"/> Hz to each side.</summary>
    public double Around(double hertz, double reach)
    {
        _around.Clear();
        var last = Math.Min((int)((hertz + reach) / Bin), _power.Length - 1);
        for (var i = Math.Max((int)((hertz - reach) / Bin), 0); i <= last; i++)
        {
            _around.Add(_power[i]);
        }

        _around.Sort();
        return _around[_around.Count / 2];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _time.Dispose();
        _complex.Dispose();
    }
}
