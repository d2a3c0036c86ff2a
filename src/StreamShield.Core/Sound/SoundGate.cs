namespace StreamShield.Core.Sound;

/// <summary>
/// Closes in the pauses of speech: announcements, bells and voices from next door are not heard there. Opens at once, closes softly after a while; both without a
/// click. Allocates nothing; used by one thread.
/// </summary>
public sealed class SoundGate
{
    /// <summary>So much fainter than its threshold sound must be before the gate closes, in decibels.</summary>
    private const double Hysteresis = 6;

    private const int HoldBlocks = 25;
    private const int OpenSamples = 240;
    private const int CloseSamples = 4800;

    private readonly FadeRamp _ramp = new();
    private readonly double _open;
    private readonly double _close;
    private int _quiet = HoldBlocks;

    /// <summary>A closed gate.</summary>
    /// <param name="thresholdDb">Level of a block at which it opens, in decibels of full scale.</param>
    public SoundGate(double thresholdDb)
    {
        _open = Power(thresholdDb);
        _close = Power(thresholdDb - Hysteresis);
    }

    /// <summary>True once the sound is shut out.</summary>
    public bool IsClosed => _ramp.IsClosed;

    /// <summary>Lets a block through or not, in place.</summary>
    public void Run(Span<float> block)
    {
        var power = DotProduct.Of(block, block) / block.Length;
        _quiet = power >= _open || (_quiet < HoldBlocks && power >= _close) ? 0 : Math.Min(_quiet + 1, HoldBlocks);
        var open = _quiet < HoldBlocks;
        _ramp.Run(block, open, open ? OpenSamples : CloseSamples);
    }

    private static double Power(double decibels) => Math.Pow(10, decibels / 10);
}
