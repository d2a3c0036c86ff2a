using StreamShield.Core.Frames;

namespace StreamShield.Lab.Lineup;

/// <summary>Compares two pictures by the layout of their colours: means of 16 x 9 places, as far as the silhouette leaves them free.</summary>
internal sealed class LayoutMatcher(FrameSize size, byte[] background)
{
    private const int Columns = 16;
    private const int Rows = 9;

    /// <summary>What an attacker knows of light: a gain of about 1, an offset of about 0, and places that differ by so much for other reasons.</summary>
    private const double GainSpread = 0.18;

    private const double OffsetSpread = 13;
    private const double PlaceSpread = 12;

    /// <summary>Mean of each channel in each place that has enough background: B, G, R planes one after the other.</summary>
    /// <param name="bgr">A picture of this size.</param>
    public double[] Layout(byte[] bgr)
    {
        var sums = new double[Columns * Rows * 4];
        for (var i = 0; i < size.Pixels; i++)
        {
            if (background[i] != 0)
            {
                var place = ((i / size.Width * Rows / size.Height * Columns) + (i % size.Width * Columns / size.Width)) * 4;
                sums[place] += bgr[i * 3];
                sums[place + 1] += bgr[(i * 3) + 1];
                sums[place + 2] += bgr[(i * 3) + 2];
                sums[place + 3]++;
            }
        }

        var enough = size.Pixels / (Columns * Rows) / 8;
        var places = Enumerable.Range(0, Columns * Rows).Where(place => sums[(place * 4) + 3] > enough).ToArray();
        return [.. from channel in Enumerable.Range(0, 3) from place in places select sums[(place * 4) + channel] / sums[(place * 4) + 3]];
    }

    /// <summary>How far a candidate is from what was seen, after the light that fits best.</summary>
    /// <param name="seen">A layout.</param>
    /// <param name="candidate">Another.</param>
    /// <param name="prior">False: any gain and offset per channel is as good; true: usual ones are likelier.</param>
    public static double Distance(double[] seen, double[] candidate, bool prior)
    {
        var count = seen.Length / 3;
        var distance = 0.0;
        for (var channel = 0; channel < 3; channel++)
        {
            distance += ChannelDistance(seen.AsSpan(channel * count, count), candidate.AsSpan(channel * count, count), prior);
        }

        return distance;
    }

    /// <summary>Rank of a candidate by its distance, from 1; equals share the mean of their ranks.</summary>
    public static double Rank(double[] distances, int candidate) =>
        1 + distances.Count(d => d < distances[candidate]) + ((distances.Count(d => d == distances[candidate]) - 1) / 2.0);

    /// <summary>The least of sum (y - g x - o)^2 / places^2 (+ prior) over g >= 0 and o.</summary>
    private static double ChannelDistance(ReadOnlySpan<double> y, ReadOnlySpan<double> x, bool prior)
    {
        var weight = 1 / (PlaceSpread * PlaceSpread);
        var (gainWeight, offsetWeight) = prior ? (1 / (GainSpread * GainSpread), 1 / (OffsetSpread * OffsetSpread)) : (1e-9, 1e-9);
        double xx = gainWeight, x1 = 0, one = offsetWeight, xy = gainWeight, y1 = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xx += weight * x[i] * x[i];
            x1 += weight * x[i];
            one += weight;
            xy += weight * x[i] * y[i];
            y1 += weight * y[i];
        }

        var gain = Math.Max(0, ((xy * one) - (x1 * y1)) / ((xx * one) - (x1 * x1)));
        var offset = (y1 - (gain * x1)) / one;
        var sum = (gainWeight * (gain - 1) * (gain - 1)) + (offsetWeight * offset * offset);
        for (var i = 0; i < x.Length; i++)
        {
            var error = y[i] - (gain * x[i]) - offset;
            sum += weight * error * error;
        }

        // Equal pictures must be equal distances, whatever the order of rounding.
        return Math.Round(sum, 6);
    }
}
