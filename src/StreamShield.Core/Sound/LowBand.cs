namespace StreamShield.Core.Sound;

/// <summary>Converts the lowest kilohertz of the sound to a rate at which narrow filters are cheap, and converts a correction back. Both conversions
/// use the same linear-phase filter, flat up to 1 kHz within 0.00001, so that a correction computed at the low rate cancels exactly at the high
/// rate.</summary>
public sealed class LowBand
{
    /// <summary>Number of 48 kHz samples per sample at the low rate.</summary>
    public const int Factor = 12;

    /// <summary>Samples per second at the low rate.</summary>
    public const double Rate = (double)SoundFormat.Rate / Factor;

    /// <summary>Samples per block at the low rate.</summary>
    public const int Block = SoundFormat.Block / Factor;

    /// <summary>Delay of a correction relative to the sound it was computed from, in samples at 48 kHz.</summary>
    public const int Delay = (2 * Reach) - (Factor - 1);

    private const int Reach = 78;
    private const int Length = (2 * Reach) + 1;
    private const int Taps = (Length + Factor - 1) / Factor;
    private const double Beta = 10.06;

    private readonly float[] _down = new float[Length];
    private readonly float[][] _up = new float[Factor][];
    private readonly float[] _heard = new float[Length - 1 + SoundFormat.Block];
    private readonly float[] _made = new float[Taps - 1 + Block];

    /// <summary>Creates a band with cleared state.</summary>
    public LowBand()
    {
        for (var i = 0; i < Length; i++)
        {
            _down[i] = (float)KaiserSinc.At(i - Reach, Reach, 0.5 / Factor, Beta);
        }

        for (var phase = 0; phase < Factor; phase++)
        {
            // The newest sample comes last, as in memory.
            _up[phase] = [.. Enumerable.Range(0, Taps).Select(tap => phase + (Factor * (Taps - 1 - tap))).Select(i => i < Length ? Factor * _down[i] : 0)];
        }
    }

    /// <summary>Converts a block to the low rate.</summary>
    /// <param name="block">A block at 48 kHz.</param>
    /// <param name="slow">Receives <see cref="Block"/> samples.</param>
    public void Down(ReadOnlySpan<float> block, Span<double> slow)
    {
        block.CopyTo(_heard.AsSpan(Length - 1));
        for (var i = 0; i < Block; i++)
        {
            // Each window ends with the last of its samples; the filter is symmetric.
            slow[i] = DotProduct.Of(_heard.AsSpan((i * Factor) + Factor - 1, Length), _down);
        }

        _heard.AsSpan(SoundFormat.Block).CopyTo(_heard);
    }

    /// <summary>Adds a correction to a block that is <see cref="Delay"/> samples old.</summary>
    /// <param name="correction"><see cref="Block"/> samples at the low rate.</param>
    /// <param name="block">A block at 48 kHz.</param>
    public void AddUp(ReadOnlySpan<double> correction, Span<float> block)
    {
        for (var i = 0; i < Block; i++)
        {
            _made[Taps - 1 + i] = (float)correction[i];
        }

        for (var i = 0; i < Block; i++)
        {
            var recent = _made.AsSpan(i, Taps);
            for (var phase = 0; phase < Factor; phase++)
            {
                block[(i * Factor) + phase] += DotProduct.Of(recent, _up[phase]);
            }
        }

        _made.AsSpan(Block).CopyTo(_made);
    }

    /// <summary>Clears the state.</summary>
    public void Clear()
    {
        Array.Clear(_heard);
        Array.Clear(_made);
    }
}
