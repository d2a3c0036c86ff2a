namespace StreamShield.Core.Sound;

/// <summary>A peak meter that falls by 20 dB per second. One thread measures; any thread may read.</summary>
public sealed class LevelMeter
{
    /// <summary>The reading for silence.</summary>
    public const double Silence = -120;

    private static readonly double Falling = SoundFormat.Amplitude(-20 * SoundFormat.BlockSeconds);
    private double _peak;

    /// <summary>The level in decibels of full scale; at least -120.</summary>
    public double Decibels => SoundFormat.Decibels(Volatile.Read(ref _peak));

    /// <summary>Takes one block into account.</summary>
    public void Measure(ReadOnlySpan<float> block)
    {
        var peak = _peak * Falling;
        foreach (var sample in block)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        Volatile.Write(ref _peak, peak);
    }
}
