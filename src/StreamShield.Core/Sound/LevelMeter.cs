namespace StreamShield.Core.Sound;

/// <summary>The loudest sample of the last moments, falling by 20 dB a second. One thread measures, any thread reads.</summary>
public sealed class LevelMeter
{
    /// <summary>What it shows when nothing is there.</summary>
    public const double Silence = -120;

    private static readonly double Falling = SoundFormat.Amplitude(-20 * SoundFormat.BlockSeconds);
    private double _peak;

    /// <summary>In decibels of full scale, -120 and up.</summary>
    public double Decibels => SoundFormat.Decibels(Volatile.Read(ref _peak));

    /// <summary>Takes one block into account.</summary>
    public void Look(ReadOnlySpan<float> block)
    {
        var peak = _peak * Falling;
        foreach (var sample in block)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        Volatile.Write(ref _peak, peak);
    }
}
