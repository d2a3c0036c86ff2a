namespace StreamShield.Core.People;

/// <summary>A person's colours: a coarse colour histogram that adapts slowly. Used to recognise a whole body, never to assign single pixels.
/// Allocates only on construction.</summary>
internal sealed class Looks
{
    /// <summary>Number of colours told apart.</summary>
    public const int Bins = Levels * Levels * Levels;

    private const int Levels = 16;

    private readonly float[] _shares = new float[Bins];
    private readonly float[] _known = new float[Bins];
    private readonly float[] _seen = new float[Bins];

    /// <summary>True until something was learnt.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>The histogram bin of a colour.</summary>
    public static int Bin(byte b, byte g, byte r) => (b >> 4 << 8) | (g >> 4 << 4) | (r >> 4);

    public void Forget() => IsEmpty = true;

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

        share = IsEmpty ? 1 : share;
        IsEmpty = false;
        for (var i = 0; i < Bins; i++)
        {
            _shares[i] = share >= 1 ? (float)counts[i] / total : _shares[i] + (share * (((float)counts[i] / total) - _shares[i]));
        }
    }

    /// <summary>The similarity of the counts to what was learnt: 0 none, 1 equal (histogram intersection, Swain and Ballard 1991, "Color
    /// Indexing").</summary>
    public float Match(ReadOnlySpan<int> counts, int total)
    {
        if (IsEmpty || total == 0)
        {
            return 0;
        }

        for (var i = 0; i < Bins; i++)
        {
            _seen[i] = counts[i] / (float)total;
        }

        _shares.AsSpan().CopyTo(_known);
        Smooth(_known);
        Smooth(_seen);
        var sum = 0f;
        for (var i = 0; i < Bins; i++)
        {
            sum += Math.Min(_known[i], _seen[i]);
        }

        return sum;
    }

    /// <summary>Smooths with weights 1 2 1 along each of the three channels, repeating the outermost levels, so that neighbouring colours match as
    /// well.</summary>
    private static void Smooth(float[] shares)
    {
        for (var step = 1; step < Bins; step *= Levels)
        {
            for (var start = 0; start < Bins; start++)
            {
                if (start / step % Levels != 0)
                {
                    continue;
                }

                var before = shares[start];
                for (var level = 0; level < Levels; level++)
                {
                    var at = start + (level * step);
                    var here = shares[at];
                    var next = level < Levels - 1 ? shares[at + step] : here;
                    shares[at] = (before + here + here + next) / 4;
                    before = here;
                }
            }
        }
    }
}
