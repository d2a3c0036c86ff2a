namespace StreamShield.Core.Sound;

/// <summary>
/// Takes the lowest kilohertz of the sound to a rate where narrow filters are cheap, and a correction made there back. Both ways use the same linear-phase filter, flat to
/// 1 kHz within 0.00001, so that what is taken away below lies exactly on what it is to cancel above.
/// </summary>
public sealed class LowBand
{
    /// <summary>How many samples of 48 kHz one slow sample stands for.</summary>
    public const int Factor = 12;

    /// <summary>Slow samples per second.</summary>
    public const double Rate = (double)SoundFormat.Rate / Factor;

    /// <summary>Slow samples per block.</summary>
    public const int Block = SoundFormat.Block / Factor;

    /// <summary>How much later a correction comes out than the sound that it was made from went in, in samples.</summary>
    public const int Delay = (2 * Reach) - (Factor - 1);

    private const int Reach = 78;
    private const int Length = (2 * Reach) + 1;
    private const int Taps = (Length + Factor - 1) / Factor;
    private const double Beta = 10.06;

    private readonly float[] _down = new float[Length];
    private readonly float[][] _up = new float[Factor][];
    private readonly float[] _heard = new float[Length - 1 + SoundFormat.Block];
    private readonly float[] _made = new float[Taps - 1 + Block];

    /// <summary>A band in which nothing was heard.</summary>
    public LowBand()
    {
        for (var i = 0; i < Length; i++)
        {
            _down[i] = (float)KaiserSinc.At(i - Reach, Reach, 0.5 / Factor, Beta);
        }

        for (var phase = 0; phase < Factor; phase++)
        {
            // Newest last, as the memory lies.
            _up[phase] = [.. Enumerable.Range(0, Taps).Select(tap => phase + (Factor * (Taps - 1 - tap))).Select(i => i < Length ? Factor * _down[i] : 0)];
        }
    }

    /// <summary>Takes a block down.</summary>
    /// <param name="block">48 kHz.</param>
    /// <param name="slow">Filled with <see cref="Block"/> samples.</param>
    public void Down(ReadOnlySpan<float> block, Span<double> slow)
    {
        block.CopyTo(_heard.AsSpan(Length - 1));
        for (var i = 0; i < Block; i++)
        {
            // Ends with the last of its samples; the filter is its own mirror image.
            slow[i] = DotProduct.Of(_heard.AsSpan((i * Factor) + Factor - 1, Length), _down);
        }

        _heard.AsSpan(SoundFormat.Block).CopyTo(_heard);
    }

    /// <summary>Adds a correction to a block that is <see cref="Delay"/> old.</summary>
    /// <param name="correction"><see cref="Block"/> slow samples.</param>
    /// <param name="block">48 kHz.</param>
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

    /// <summary>Forgets all that was heard.</summary>
    public void Clear()
    {
        Array.Clear(_heard);
        Array.Clear(_made);
    }
}
