using StreamShield.Audit.Sound;
using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>What a grid classifier looks at: height of every harmonic's line, energy around it, and how both fundamentals can be followed.</summary>
internal static class GridFeatures
{
    /// <summary>Of a sound whose first seconds are left out, as they are muted.</summary>
    public static double[] Of(float[] sound)
    {
        var window = (int)LowBand.Rate * HumSpectrum.Seconds;
        var skip = (int)(LowBand.Rate * SoundShield.Settling.TotalSeconds);
        using var spectrum = new HumSpectrum();
        var rows = new List<double[]>();
        var tracks = new List<(double Fifty, double Sixty)>();
        var all = SlowSound.Of(sound);
        for (var begin = skip; begin + window <= all.Length; begin += window / 2)
        {
            spectrum.Compute(all.AsSpan(begin, window));
            var (fifty, sixty) = (spectrum.Best(50), spectrum.Best(60));
            tracks.Add((fifty.Hertz, sixty.Hertz));
            var row = new List<double> { fifty.Height, sixty.Height };
            foreach (var (grid, best) in ((double, double)[])[(50, fifty.Hertz), (60, sixty.Hertz)])
            {
                for (var n = 1; n <= HumGrid.Highest / grid; n++)
                {
                    row.Add(Math.Log10(spectrum.Line(best * n) / spectrum.Around(grid * n, 2)));
                    row.Add(Math.Log10(spectrum.Around(grid * n, 2) / spectrum.Around((grid * n) + 13, 5)));
                }
            }

            rows.Add([.. row]);
        }

        var mean = Enumerable.Range(0, rows[0].Length).Select(k => rows.Average(row => row[k]));
        return [.. mean, Spread(tracks.Select(track => track.Fifty)), Spread(tracks.Select(track => track.Sixty))];
    }

    private static double Spread(IEnumerable<double> values)
    {
        var list = values.ToList();
        var mean = list.Average();
        return Math.Sqrt(list.Average(value => (value - mean) * (value - mean)));
    }
}
