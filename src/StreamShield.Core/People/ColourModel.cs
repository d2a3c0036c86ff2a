using System.Numerics;

namespace StreamShield.Core;

/// <summary>
/// How often a person shows which colours: a coarse histogram that follows slowly, smoothed, so that neighbouring colours count as well (colour likelihoods as in Perez et al. 2002,
/// "Color-Based Probabilistic Tracking"). Allocates only when made.
/// </summary>
internal sealed class ColourModel
{
    /// <summary>Distinguished colours.</summary>
    public const int Bins = Levels * Levels * Levels;

    /// <summary>Likelihoods are logarithms in parts of this.</summary>
    public const int PerNat = 16;

    private const int Levels = 16;

    /// <summary>Share that even a colour never seen may have, against an even spread.</summary>
    private const float Unseen = 0.1f / Bins;

    private readonly float[] _shares = new float[Bins];
    private readonly float[] _smooth = new float[Bins];
    private readonly float[] _scratch = new float[Bins];
    private readonly short[] _logs = new short[Bins];

    public ColourModel() => Forget();

    /// <summary>Whether anything was learnt.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Log likelihood per colour, in parts of <see cref="PerNat"/>; when nothing was learnt, that of an even spread.</summary>
    public ReadOnlySpan<short> Logs => _logs;

    /// <summary>Which of the distinguished colours this is.</summary>
    public static int Bin(byte b, byte g, byte r) => (b >> 4 << 8) | (g >> 4 << 4) | (r >> 4);

    /// <summary>Knows nothing any more.</summary>
    public void Forget()
    {
        IsEmpty = true;
        _shares.AsSpan().Clear();
        _logs.AsSpan().Fill((short)(MathF.Log(1f / Bins) * PerNat));
    }

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
        var (keep, take) = (new Vector<float>(1 - share), new Vector<float>(share / total));
        for (var i = 0; i < Bins; i += Vector<float>.Count)
        {
            ((new Vector<float>(_shares, i) * keep) + (Vector.ConvertToSingle(new Vector<int>(counts[i..])) * take)).CopyTo(_shares, i);
        }
    }

    /// <summary>Brings <see cref="Logs"/> up to date; the costly part of learning, needed only now and then.</summary>
    public void Refresh()
    {
        if (IsEmpty)
        {
            return;
        }

        Smooth(_shares, _smooth);
        for (var i = 0; i < Bins; i++)
        {
            _logs[i] = (short)(MathF.Log(_smooth[i] + Unseen) * PerNat);
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
            _scratch[i] = counts[i] / (float)total;
        }

        Smooth(_shares, _smooth);
        Smooth(_scratch, _scratch);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < Bins; i += Vector<float>.Count)
        {
            sum += Vector.Min(new Vector<float>(_scratch, i), new Vector<float>(_smooth, i));
        }

        return Vector.Sum(sum);
    }

    /// <summary>Weights 1 2 1 along each of the three channels, in place where both are the same; the outermost levels repeated.</summary>
    private static void Smooth(float[] from, float[] to)
    {
        if (from != to)
        {
            from.AsSpan().CopyTo(to);
        }

        for (var step = 1; step < Bins; step *= Levels)
        {
            for (var start = 0; start < Bins; start++)
            {
                if (start / step % Levels != 0)
                {
                    continue;
                }

                var before = to[start];
                for (var level = 0; level < Levels; level++)
                {
                    var at = start + (level * step);
                    var here = to[at];
                    var next = level < Levels - 1 ? to[at + step] : here;
                    to[at] = (before + here + here + next) / 4;
                    before = here;
                }
            }
        }
    }
}
