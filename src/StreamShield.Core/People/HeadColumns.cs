namespace StreamShield.Core.People;

/// <summary>Separates heads that rise from one part of a matte by the valleys between them.</summary>
internal static class HeadColumns
{
    /// <summary>Half the width of a notch, in columns.</summary>
    private const int Notch = 2;

    /// <summary>What another head and its body are like, as shares of the head in question: width at least and at most, and pixels at least.</summary>
    private const double MinWidth = 0.5;
    private const double MaxWidth = 2;
    private const double MinPixels = 0.5;

    /// <summary>The largest difference in height of two heads, as a share of the part's height.</summary>
    private const double MaxLower = 0.2;

    /// <summary>The columns of one head: to the deepest column before something else rises, or to the ends of the part.</summary>
    /// <param name="tops">The topmost row of the part in each column.</param>
    /// <param name="at">A column of the head or its shoulders.</param>
    /// <param name="height">Height of the part in rows.</param>
    public static (int From, int To) Find(ReadOnlySpan<int> tops, int at, int height)
    {
        var depth = Depth(height);
        var head = at;
        for (var x = Math.Max(0, at - depth); x <= Math.Min(tops.Length - 1, at + depth); x++)
        {
            head = tops[x] < tops[head] ? x : head;
        }

        // Start from the head, not from the click: there is no valley between a head and its own shoulder.
        return (Valley(tops, head, -1, tops[head], depth) ?? 0, Valley(tops, head, 1, tops[head], depth) ?? tops.Length);
    }

    /// <summary>The same when nobody clicked: ends only before another person. A raised hand is narrower or lower than a head, or has less below it.</summary>
    /// <param name="tops">The topmost row of the part in each column.</param>
    /// <param name="pixels">Number of the part's pixels in each column.</param>
    /// <param name="at">A column of the head or its shoulders.</param>
    /// <param name="height">Height of the part in rows.</param>
    public static (int From, int To) FindPerson(ReadOnlySpan<int> tops, ReadOnlySpan<int> pixels, int at, int height)
    {
        var (from, to) = Find(tops, at, height);
        var own = Measure(tops[from..to], pixels[from..to], height);
        return (IsPerson(Measure(tops[..from], pixels[..from], height), own, height) ? from : 0, IsPerson(Measure(tops[to..], pixels[to..], height), own, height) ? to : tops.Length);
    }

    private static int Depth(int height) => height / 6;

    private static bool IsPerson((int Top, int Width, int Pixels) other, (int Top, int Width, int Pixels) own, int height) =>
        other.Width >= own.Width * MinWidth && other.Width <= own.Width * MaxWidth && other.Pixels >= own.Pixels * MinPixels && Math.Abs(other.Top - own.Top) <= height * MaxLower;

    /// <summary>The highest row, the number of columns that reach nearly as high, and the number of pixels.</summary>
    private static (int Top, int Width, int Pixels) Measure(ReadOnlySpan<int> tops, ReadOnlySpan<int> pixels, int height)
    {
        var (top, width, sum) = (int.MaxValue, 0, 0);
        foreach (var row in tops)
        {
            top = Math.Min(top, row);
        }

        for (var x = 0; x < tops.Length; x++)
        {
            width += tops[x] < top + Depth(height) ? 1 : 0;
            sum += pixels[x];
        }

        return (top, width, sum);
    }

    /// <summary>The topmost row at a column and its neighbours. A narrower notch is a flaw of the matte.</summary>
    private static int Top(ReadOnlySpan<int> tops, int x)
    {
        var top = tops[x];
        for (var i = Math.Max(0, x - Notch); i <= Math.Min(tops.Length - 1, x + Notch); i++)
        {
            top = Math.Min(top, tops[i]);
        }

        return top;
    }

    private static int? Valley(ReadOnlySpan<int> tops, int from, int step, int head, int depth)
    {
        var lowest = from;
        for (var x = from; x >= 0 && x < tops.Length; x += step)
        {
            lowest = Top(tops, x) > Top(tops, lowest) ? x : lowest;
            if (Top(tops, lowest) - head > depth && Top(tops, lowest) - Top(tops, x) > depth)
            {
                return lowest;
            }
        }

        return null;
    }
}
