namespace StreamShield.Core.Sound;

/// <summary>A gate that closes in pauses of speech, so that announcements, bells and voices from next door are not heard there. Opens at once and
/// closes softly after a while, both without a click. Does not allocate. Not thread-safe.</summary>
public sealed class SoundGate
{
    /// <summary>Decibels below the threshold at which the gate closes.</summary>
    private const double Hysteresis = 6;

    private const int HoldBlocks = 25;
    private const int OpenSamples = 240;
    private const int CloseSamples = 4800;

    private readonly FadeRamp _ramp = new();
    private readonly double _open;
    private readonly double _close;
    private int _quiet = HoldBlocks;

    /// <summary>Creates a closed gate.</summary>
    /// <param name="thresholdDb">Level of a block, in decibels of full scale, at which the gate opens.</param>
    public SoundGate(double thresholdDb)
    {
        _open = Power(thresholdDb);
        _close = Power(thresholdDb - Hysteresis);
    }

    /// <summary>True while no sound passes.</summary>
    public bool IsClosed => _ramp.IsClosed;

    /// <summary>Applies the gate to a block in place.</summary>
    public void Run(Span<float> block)
    {
        var power = DotProduct.Of(block, block) / block.Length;
        _quiet = power >= _open || (_quiet < HoldBlocks && power >= _close) ? 0 : Math.Min(_quiet + 1, HoldBlocks);
        var open = _quiet < HoldBlocks;
        _ramp.Run(block, open, open ? OpenSamples : CloseSamples);
    }

    private static double Power(double decibels) => Math.Pow(10, decibels / 10);
}
