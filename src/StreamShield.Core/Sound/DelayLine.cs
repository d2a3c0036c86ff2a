namespace StreamShield.Core.Sound;

/// <summary>A ring of the last seconds of sound, which can be read at fractional positions and at any speed close to 1. Positions count samples since
/// the start. Does not allocate. Not thread-safe.</summary>
internal sealed class DelayLine
{
    /// <summary>Number of samples kept: 2.7 s.</summary>
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
        // Repeat the beginning after the end, so that every value finds its samples in one run.
        _ring.AsSpan(0, SincReader.Taps).CopyTo(_ring.AsSpan(Capacity));
        Written += block.Length;
    }

    /// <summary>True when this many samples can be read from this position.</summary>
    public bool Holds(double place, int samples, double speed) =>
        place - SincReader.Half >= Math.Max(0, Written - Capacity) && place + (samples * speed) + SincReader.Half + 1 <= Written;

    /// <summary>Reads a block or part of one.</summary>
    /// <param name="block">Receives the samples.</param>
    /// <param name="place">Position of the first sample.</param>
    /// <param name="speed">Samples of the line per sample of the block.</param>
    /// <returns>Position of the next block.</returns>
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

    /// <summary>Reads a block or part of one, cross-fading from one position to another.</summary>
    /// <returns>Position of the next block.</returns>
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
