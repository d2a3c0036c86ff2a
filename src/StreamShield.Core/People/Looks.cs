namespace StreamShield.Core.People;

/// <summary>
/// How a person looks: a coarse colour histogram that follows slowly. Used to know a whole body again, never to share out pixels. Allocates only when made.
/// </summary>
internal sealed class Looks
{
    /// <summary>Distinguished colours.</summary>
    public const int Bins = Levels * Levels * Levels;

    private const int Levels = 16;

    private readonly float[] _shares = new float[Bins];
    private readonly float[] _known = new float[Bins];
    private readonly float[] _seen = new float[Bins];

    /// <summary>Whether anything was learnt.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Which of the distinguished colours this is.</summary>
    public static int Bin(byte b, byte g, byte r) => (b >> 4 << 8) | (g >> 4 << 4) | (r >> 4);

    /// <summary>Knows nothing any more.</summary>
    public void Forget() => IsEmpty = true;

    /// <summary>Goes the given share of the way towards what was counted; all of it when nothing was known.</summary>
    /// <param name="counts">Pixels per colour.</param>
    /// <param name="total">Their sum; nothing happens when it is 0.</param>
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

    /// <summary>How much of the two has the same colours: 0 nothing, 1 all (histogram intersection, Swain and Ballard 1991, "Color Indexing").</summary>
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

    /// <summary>Weights 1 2 1 along each of the three channels, the outermost levels repeated: neighbouring colours count as well.</summary>
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
