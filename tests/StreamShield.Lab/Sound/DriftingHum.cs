using System.Numerics;
using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>Mains hum: harmonics to 1 kHz with random strengths, falling by 3 to 9 dB per octave, whose frequency wanders around its nominal value as grids do.</summary>
internal static class DriftingHum
{
    private const double MaxOffset = 0.05;
    private const double Wander = 0.004;
    private const double Most = 0.1;

    /// <summary>Values of a history per second.</summary>
    public const int StepsPerSecond = 10;

    /// <summary>How a grid's frequency wanders.</summary>
    /// <param name="samples">Length of the sound.</param>
    /// <param name="grid">50 or 60 Hz.</param>
    /// <param name="random">Its chance.</param>
    /// <returns>Hz, <see cref="StepsPerSecond"/>.</returns>
    public static double[] History(int samples, double grid, Random random)
    {
        var hertz = grid + (MaxOffset * ((2 * random.NextDouble()) - 1));
        return [.. Enumerable.Range(0, (samples * StepsPerSecond / SoundFormat.Rate) + 1).Select(_ => hertz = Math.Clamp(hertz + (Wander * ((2 * random.NextDouble()) - 1)), grid - Most, grid + Most))];
    }

    /// <summary>Lays hum under a sound.</summary>
    /// <param name="sound">Not changed.</param>
    /// <param name="grid">50 or 60 Hz.</param>
    /// <param name="decibels">Level of all harmonics together, in decibels of full scale.</param>
    /// <param name="random">Strengths, phases, drift.</param>
    public static float[] Under(float[] sound, double grid, double decibels, Random random) => Under(sound, grid, decibels, History(sound.Length, grid, random), random);

    /// <summary>Lays hum of a known history under a sound.</summary>
    public static float[] Under(float[] sound, double grid, double decibels, double[] history, Random random)
    {
        var count = (int)(HumGrid.Highest / grid);
        var fall = random.NextDouble() + 0.5;
        var sizes = Enumerable.Range(1, count).Select(n => Math.Pow(n, -fall) * Math.Exp(random.NextDouble() - 0.5) * (n % 2 == 0 ? 1.5 : 1)).ToArray();
        var scale = SoundFormat.Amplitude(decibels) / Math.Sqrt(sizes.Sum(size => size * size) / 2);
        var phases = sizes.Select(size => Complex.FromPolarCoordinates(size, random.NextDouble() * 2 * Math.PI)).ToArray();
        var result = new float[sound.Length];
        var phase = 0.0;
        for (var i = 0; i < sound.Length; i++)
        {
            phase += 2 * Math.PI * history[i / (SoundFormat.Rate / StepsPerSecond)] / SoundFormat.Rate;
            // Powers of one turning number are its harmonics.
            var turn = Complex.FromPolarCoordinates(1, phase);
            var (sum, power) = (0.0, turn);
            for (var n = 0; n < count; n++, power *= turn)
            {
                sum += (power * phases[n]).Imaginary;
            }

            result[i] = (float)(sound[i] + (scale * sum));
        }

        return result;
    }
}
