namespace StreamShield.App.Measuring;

/// <summary>How a set of times is spread, in milliseconds.</summary>
/// <param name="MeanMs">Average.</param>
/// <param name="P50Ms">Half are at most this.</param>
/// <param name="P95Ms">95 % are at most this.</param>
/// <param name="P99Ms">99 % are at most this.</param>
/// <param name="MaxMs">The longest.</param>
internal sealed record Spread(double MeanMs, double P50Ms, double P95Ms, double P99Ms, double MaxMs)
{
    /// <summary>The spread of some times; zeros when there are none.</summary>
    public static Spread Of(ReadOnlySpan<float> milliseconds)
    {
        if (milliseconds.IsEmpty)
        {
            return new Spread(0, 0, 0, 0, 0);
        }

        var sorted = milliseconds.ToArray();
        Array.Sort(sorted);
        var sum = 0.0;
        foreach (var time in sorted)
        {
            sum += time;
        }

        return new Spread(Round(sum / sorted.Length), Rank(sorted, 50), Rank(sorted, 95), Rank(sorted, 99), Round(sorted[^1]));
    }

    private static double Rank(float[] sorted, int percent) =>
        Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)]);

    private static double Round(double milliseconds) => Math.Round(milliseconds, 3);
}
