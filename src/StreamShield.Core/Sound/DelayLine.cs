namespace StreamShield.Core.Sound;

/// <summary>
/// The last seconds of sound, to be read at any place between samples and at any speed close to 1. Places count samples since the start. Allocates nothing; whoever owns
/// it sees to it that one thread uses it at a time.
/// </summary>
internal sealed class DelayLine
{
    /// <summary>Samples kept: 2.7 s.</summary>
    public const int Capacity = 1 << 17;

    private readonly float[] _ring = new float[Capacity + SincReader.Taps];
    private readonly float[] _from = new float[SoundFormat.Block];

    /// <summary>Samples written since the start.</summary>
    public long Written { get; private set; }

    /// <summary>Appends one block.</summary>
    public void Write(ReadOnlySpan<float> block)
    {
        var begin = (int)(Written % Capacity);
        var first = Math.Min(block.Length, Capacity - begin);
        block[..first].CopyTo(_ring.AsSpan(begin));
        block[first..].CopyTo(_ring);
        // The beginning once more behind the end, so that every value finds its samples in one row.
        _ring.AsSpan(0, SincReader.Taps).CopyTo(_ring.AsSpan(Capacity));
        Written += block.Length;
    }

    /// <summary>Whether so many samples from this place on can be read.</summary>
    public bool Holds(double place, int samples, double speed) =>
        place - SincReader.Half >= Math.Max(0, Written - Capacity) && place + (samples * speed) + SincReader.Half + 1 <= Written;

    /// <summary>Reads a block or a part of it.</summary>
    /// <param name="block">Filled.</param>
    /// <param name="place">Of its first sample.</param>
    /// <param name="speed">Samples of the line per sample of the block.</param>
    /// <returns>The place where the next block begins.</returns>
    public double Read(Span<float> block, double place, double speed)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var at = place + (i * speed);
            var whole = (long)at;
            block[i] = SincReader.At(_ring.AsSpan((int)((whole - SincReader.Half + 1) % Capacity), SincReader.Taps), at - whole);
        }

        return place + (block.Length * speed);
    }

    /// <summary>Reads a block or a part of it that fades over from one place to another.</summary>
    /// <returns>The place where the next block begins.</returns>
    public double ReadAcross(Span<float> block, double from, double to, double speed)
    {
        var old = _from.AsSpan(0, block.Length);
        Read(old, from, speed);
        var next = Read(block, to, speed);
        for (var i = 0; i < block.Length; i++)
        {
            var share = (float)((1 - Math.Cos(Math.PI * (i + 0.5) / block.Length)) / 2);
            block[i] = old[i] + (share * (block[i] - old[i]));
        }

        return next;
    }
}
