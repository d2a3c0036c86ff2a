namespace StreamShield.Core;

/// <summary>Tells heads that stand out of one part of a matte apart by the valleys between them.</summary>
internal static class HeadColumns
{
    /// <summary>The columns of the head that a click means: up to the lowest column before another head rises, or to the part's ends.</summary>
    /// <param name="tops">The highest row of the part in each column.</param>
    /// <param name="at">The clicked column.</param>
    /// <param name="height">Of the part, in rows.</param>
    public static (int From, int To) Find(ReadOnlySpan<int> tops, int at, int height)
    {
        var depth = height / 6;
        var head = int.MaxValue;
        for (var x = Math.Max(0, at - depth); x <= Math.Min(tops.Length - 1, at + depth); x++)
        {
            head = Math.Min(head, tops[x]);
        }

        return (Valley(tops, at, -1, head, depth) ?? 0, Valley(tops, at, 1, head, depth) ?? tops.Length);
    }

    private static int? Valley(ReadOnlySpan<int> tops, int from, int step, int head, int depth)
    {
        var lowest = from;
        for (var x = from; x >= 0 && x < tops.Length; x += step)
        {
            lowest = tops[x] > tops[lowest] ? x : lowest;
            if (tops[lowest] - head > depth && tops[lowest] - tops[x] > depth)
            {
                return lowest;
            }
        }

        return null;
    }
}
