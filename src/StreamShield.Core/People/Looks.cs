namespace StreamShield.Core.People;

/// <summary>A person's colours: a coarse colour histogram that adapts slowly. Used to recognise a whole body, never to assign single pixels.
/// Allocates only on construction.</summary>
internal sealed class Looks
{
    /// <summary>Number of colours told apart.</summary>
    public const int Bins = Levels * Levels * Levels;

    private const int Levels = 16;

    private readonly float[] _shares = new float[Bins];
    private readonly float[] _seen = new float[Bins];
    private readonly float[] _last = new float[Bins];

    /// <summary>True until something was learnt.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>The histogram bin of a colour.</summary>
    public static int Bin(byte b, byte g, byte r) => (b >> 4 << 8) | (g >> 4 << 4) | (r >> 4);

    public void Forget() => IsEmpty = true;

    /// <summary>A copy of the shares. Allocates.</summary>
    public float[] Copy() => [.. _shares];

    /// <summary>Replaces the shares by a copy.</summary>
    public void Restore(ReadOnlySpan<float> shares)
    {
        shares.CopyTo(_shares);
        IsEmpty = false;
    }

    /// <summary>Moves the histogram by the given share towards the counts; replaces it when nothing was learnt before.</summary>
    /// <param name="counts">Pixels per colour.</param>
    /// <param name="total">Sum of the counts. Nothing happens when it is 0.</param>
    /// <param name="share">0..1.</param>
    public void Learn(ReadOnlySpan<int> counts, int total, float share)
    {
        if (total == 0)
        {
            return;
        }

        Smooth(counts, total);
        for (var i = 0; i < Bins; i++)
        {
            _shares[i] = IsEmpty ? _seen[i] : _shares[i] + (share * (_seen[i] - _shares[i]));
        }

        IsEmpty = false;
    }

    /// <summary>The similarity of the counts to what was learnt: 0 none, 1 equal (histogram intersection, Swain and Ballard 1991, "Color
    /// Indexing").</summary>
    public float Match(ReadOnlySpan<int> counts, int total)
    {
        if (IsEmpty || total == 0)
        {
            return 0;
        }

        Smooth(counts, total);
        var sum = 0f;
        for (var i = 0; i < Bins; i++)
        {
            sum += Math.Min(_shares[i], _seen[i]);
        }

        return sum;
    }

    /// <summary>The shares of the colours, smoothed with weights 1 2 1 along each of the three channels, repeating the outermost levels, so that neighbouring
    /// colours match as well.</summary>
    private void Smooth(ReadOnlySpan<int> counts, int total)
    {
        for (var i = 0; i < Bins; i++)
        {
            _seen[i] = counts[i] / (float)total;
        }

        for (var step = 1; step < Bins; step *= Levels)
        {
            _seen.CopyTo(_last, 0);
            for (var i = 0; i < Bins; i++)
            {
                var level = i / step % Levels;
                _seen[i] = (_last[level > 0 ? i - step : i] + _last[i] + _last[i] + _last[level < Levels - 1 ? i + step : i]) / 4;
            }
        }
    }
}
