using StreamShield.Audit.Sound;
using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>
/// The patient attacker: minutes of sound and a grid's log, which tells the frequency of every moment. How well does the hum's true history fit the sound, beside histories that
/// were not? Said as the place of the true one among all (1 = found), and as how many standard deviations it stands above the others.
/// </summary>
internal static class LogBench
{
    private const int Clip = 20;
    private const int Others = 199;
    private const int Runs = 6;
    private static readonly double[] Levels = [-50, -40, -30];

    public static int Run(int minutes, bool gate)
    {
        Console.WriteLine($"{minutes} minutes of speech with drifting hum, {(gate ? "gate on" : "gate off")}; the true history of the grid among {Others} others, {Runs} runs: its place, and standard deviations above the others' mean.");
        var voices = Enumerable.Range(0, minutes * 60 / Clip).AsParallel().AsOrdered().Select(i => Speech.Say(i, Clip)).SelectMany(clip => clip).ToArray();
        foreach (var level in Levels)
        {
            var (before, after) = (new Fit[Runs], new Fit[Runs]);
            Parallel.For(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, run =>
            {
                var grid = run % 2 == 0 ? 50 : 60;
                var history = DriftingHum.History(voices.Length, grid, new Random(run));
                var sound = DriftingHum.Under(voices, grid, level, history, new Random(run + 100));
                before[run] = Judge(sound, grid, history);
                Scrubbing.Run(sound, gate);
                after[run] = Judge(sound, grid, history);
            });
            Console.WriteLine($"{level} dBFS  before: {Words(before)}  after: {Words(after)}");
        }

        return 0;
    }

    private static string Words(Fit[] fits) =>
        FormattableString.Invariant($"places {string.Join(' ', fits.Select(fit => fit.Place))}, {fits.Average(fit => fit.Deviations):0.0} deviations");

    private static Fit Judge(float[] sound, double grid, double[] history)
    {
        var histories = Enumerable.Range(0, Others).Select(i => DriftingHum.History(sound.Length, grid, new Random(5000 + i))).Prepend(history).ToList();
        var scores = new double[histories.Count];
        var slow = SlowSound.Of(sound);
        var window = (int)LowBand.Rate * HumSpectrum.Seconds;
        using var spectrum = new HumSpectrum();
        for (var begin = (int)(LowBand.Rate * 10); begin + window <= slow.Length; begin += window / 2)
        {
            spectrum.Compute(slow.AsSpan(begin, window));
            var steps = (int)(LowBand.Rate / DriftingHum.StepsPerSecond);
            for (var n = 1; n <= HumGrid.Highest / grid; n++)
            {
                var around = spectrum.Around(grid * n, 2);
                for (var i = 0; i < scores.Length; i++)
                {
                    var hertz = histories[i].AsSpan(begin / steps, window / steps);
                    var mean = 0.0;
                    foreach (var value in hertz)
                    {
                        mean += value / hertz.Length;
                    }

                    scores[i] += Math.Log10(spectrum.Line(mean * n) / around);
                }
            }
        }

        var others = scores.Skip(1).ToList();
        var middle = others.Average();
        var spread = Math.Sqrt(others.Average(score => (score - middle) * (score - middle)));
        return new Fit(1 + others.Count(score => score >= scores[0]), (scores[0] - middle) / spread);
    }

    private sealed record Fit(int Place, double Deviations);
}
