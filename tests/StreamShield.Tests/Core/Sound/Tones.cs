using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>Sounds to test with, and what to ask of sounds.</summary>
internal static class Tones
{
    /// <summary>A sine of so many blocks.</summary>
    public static float[] Sine(double hertz, double decibels, int blocks, double phase = 0) =>
        [.. Enumerable.Range(0, blocks * SoundFormat.Block).Select(i => (float)(SoundFormat.Amplitude(decibels) * Math.Sin((2 * Math.PI * hertz * i / SoundFormat.Rate) + phase)))];

    /// <summary>White noise of so many blocks; the level is that of its standard deviation.</summary>
    public static float[] Noise(int seed, double decibels, int blocks)
    {
        var random = new Random(seed);
        var size = SoundFormat.Amplitude(decibels) * Math.Sqrt(3);
        return [.. Enumerable.Range(0, blocks * SoundFormat.Block).Select(_ => (float)(size * ((2 * random.NextDouble()) - 1)))];
    }

    public static float[] Sum(params float[][] sounds) => [.. Enumerable.Range(0, sounds[0].Length).Select(i => sounds.Sum(sound => sound[i]))];

    /// <summary>The sound after each of its blocks went through a stage.</summary>
    public static float[] Through(float[] sound, Action<Memory<float>> stage)
    {
        var result = sound.ToArray();
        for (var i = 0; i + SoundFormat.Block <= result.Length; i += SoundFormat.Block)
        {
            stage(result.AsMemory(i, SoundFormat.Block));
        }

        return result;
    }

    /// <summary>Level of one frequency, under a Hann window, in decibels of full scale.</summary>
    public static double Level(ReadOnlySpan<float> sound, double hertz)
    {
        var (re, im, weight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < sound.Length; i++)
        {
            var window = 1 - Math.Cos(2 * Math.PI * (i + 0.5) / sound.Length);
            var angle = 2 * Math.PI * hertz * i / SoundFormat.Rate;
            re += window * sound[i] * Math.Cos(angle);
            im += window * sound[i] * Math.Sin(angle);
            weight += window;
        }

        return Db(2 * Math.Sqrt((re * re) + (im * im)) / weight);
    }

    /// <summary>Root mean square in decibels of full scale.</summary>
    public static double Rms(ReadOnlySpan<float> sound)
    {
        var sum = 0.0;
        foreach (var sample in sound)
        {
            sum += (double)sample * sample;
        }

        return Db(Math.Sqrt(sum / sound.Length));
    }

    /// <summary>The loudest that is left above 6 kHz, in decibels of full scale: of a low tone nothing but its clicks.</summary>
    public static double Click(ReadOnlySpan<float> sound)
    {
        const int Reach = 60;
        var filter = Enumerable.Range(-Reach, (2 * Reach) + 1)
            .Select(i => (i == 0 ? 1 : 0) - (2 * 0.125 * Sinc(2 * 0.125 * i) * (0.42 + (0.5 * Math.Cos(Math.PI * i / Reach)) + (0.08 * Math.Cos(2 * Math.PI * i / Reach))))).ToArray();
        var most = 0.0;
        for (var n = Reach; n < sound.Length - Reach; n++)
        {
            var value = 0.0;
            for (var k = 0; k < filter.Length; k++)
            {
                value += filter[k] * sound[n - Reach + k];
            }

            most = Math.Max(most, Math.Abs(value));
        }

        return Db(most);
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Db(double amplitude) => 20 * Math.Log10(Math.Max(amplitude, 1e-9));
}
