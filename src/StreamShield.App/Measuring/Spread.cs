namespace StreamShield.App.Measuring;

/// <summary>Statistics of a set of durations, in milliseconds.</summary>
/// <param name="MeanMs">Average.</param>
/// <param name="P50Ms">Median.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="P99Ms">99th percentile.</param>
/// <param name="MaxMs">Maximum.</param>
internal sealed record Spread(double MeanMs, double P50Ms, double P95Ms, double P99Ms, double MaxMs)
{
    /// <summary>Computes the statistics; zeros if there are no values.</summary>
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
