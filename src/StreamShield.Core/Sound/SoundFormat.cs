namespace StreamShield.Core.Sound;

/// <summary>The one format of sound inside the shield: one channel of 48 kHz floats, 1 = full scale, in blocks of 10 ms.</summary>
public static class SoundFormat
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 48000;

    /// <summary>Samples per block: 10 ms.</summary>
    public const int Block = 480;

    /// <summary>Samples that a live output is given at a time, 2.5 ms: a mute need not wait for a whole block to end.</summary>
    public const int Part = Block / 4;

    /// <summary>Seconds per block.</summary>
    public const double BlockSeconds = (double)Block / Rate;

    /// <summary>Samples in so many milliseconds.</summary>
    public static double Samples(double milliseconds) => milliseconds * (Rate / 1000.0);

    /// <summary>Amplitude of a level in decibels of full scale.</summary>
    public static double Amplitude(double decibels) => Math.Pow(10, decibels / 20);

    /// <summary>Level of an amplitude in decibels of full scale, not below -120.</summary>
    public static double Decibels(double amplitude) => Math.Max(-120, 20 * Math.Log10(Math.Max(amplitude, 1e-6)));
}
