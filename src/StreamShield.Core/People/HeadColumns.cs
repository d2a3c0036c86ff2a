namespace StreamShield.Core.People;

/// <summary>Separates heads that rise from one part of a matte by the valleys between them.</summary>
internal static class HeadColumns
{
    /// <summary>Half the width of a notch, in columns.</summary>
    private const int Notch = 2;

    /// <summary>The columns of one head: to the deepest column before another head rises, or to the ends of the part.</summary>
    /// <param name="tops">The topmost row of the part in each column.</param>
    /// <param name="at">A column of the head or its shoulders.</param>
    /// <param name="height">Height of the part in rows.</param>
    /// <param name="minShare">What is narrower than this share of the head is no other head.</param>
    public static (int From, int To) Find(ReadOnlySpan<int> tops, int at, int height, double minShare)
    {
        var depth = height / 6;
        var head = at;
        for (var x = Math.Max(0, at - depth); x <= Math.Min(tops.Length - 1, at + depth); x++)
        {
            head = tops[x] < tops[head] ? x : head;
        }

        // Start from the head, not from the click: there is no valley between a head and its own shoulder.
        var (from, to) = (Valley(tops, head, -1, tops[head], depth) ?? 0, Valley(tops, head, 1, tops[head], depth) ?? tops.Length);
        var min = minShare * HeadWidth(tops[from..to], depth);
        return (HeadWidth(tops[..from], depth) < min ? 0 : from, HeadWidth(tops[to..], depth) < min ? tops.Length : to);
    }

    /// <summary>Number of columns that reach nearly as high as the highest one.</summary>
    private static int HeadWidth(ReadOnlySpan<int> tops, int depth)
    {
        var top = int.MaxValue - depth;
        foreach (var row in tops)
        {
            top = Math.Min(top, row);
        }

        var columns = 0;
        foreach (var row in tops)
        {
            columns += row < top + depth ? 1 : 0;
        }

        return columns;
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
