namespace StreamShield.Core.Sound;

/// <summary>The only sound format inside the shield: one channel of 48 kHz floats, 1 = full scale, in blocks of 10 ms.</summary>
public static class SoundFormat
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 48000;

    /// <summary>Samples per block: 10 ms.</summary>
    public const int Block = 480;

    /// <summary>Samples written to a live output at a time, 2.5 ms, so that a mute need not wait for the end of a whole block.</summary>
    public const int Part = Block / 4;

    /// <summary>Seconds per block.</summary>
    public const double BlockSeconds = (double)Block / Rate;

    /// <summary>Number of samples in this many milliseconds.</summary>
    public static double Samples(double milliseconds) => milliseconds * (Rate / 1000.0);

    /// <summary>Converts decibels of full scale to an amplitude.</summary>
    public static double Amplitude(double decibels) => Math.Pow(10, decibels / 20);

    /// <summary>Converts an amplitude to decibels of full scale; at least -120.</summary>
    public static double Decibels(double amplitude) => Math.Max(-120, 20 * Math.Log10(Math.Max(amplitude, 1e-6)));
}
