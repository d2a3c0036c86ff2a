using StreamShield.Core;

namespace StreamShield.Benchmarks.Sound;

/// <summary>How often an attacker names the right grid, before and after the scrub. The gate is left out, which would only help.</summary>
internal static class EnfBench
{
    private const int Seconds = 23;
    private static readonly double[] Levels = [-50, -40, -30];

    public static int Run(int clips)
    {
        Console.WriteLine($"{clips} clips of {Seconds} s, half of 50 and half of 60 Hz; a classifier learns on half of them and is asked about the other half; in brackets the 95 % interval (Wilson).");
        Console.WriteLine("hum       before            after, trained    after, highest line wins");
        // Texts, voices and hum belong to one clip alone; neighbours differ in their grid.
        var voices = Enumerable.Range(0, clips).AsParallel().AsOrdered().Select(i => Speech.Say(i, Seconds)).ToList();
        foreach (var level in Levels)
        {
            var before = new List<(double[] Features, bool Truth)>();
            var after = new List<(double[] Features, bool Truth)>();
            for (var i = 0; i < clips; i++)
            {
                var sixty = i % 2 == 1;
                var sound = DriftingHum.Under(voices[i], sixty ? 60 : 50, level, new Random(i + 1000));
                before.Add((GridFeatures.Of(sound), sixty));
                Scrub(sound);
                after.Add((GridFeatures.Of(sound), sixty));
            }

            var line = Share(after.Count(one => one.Features[1] > one.Features[0] == one.Truth), clips);
            Console.WriteLine($"{level} dBFS  {Trained(before)}  {Trained(after)}  {line}");
        }

        return 0;
    }

    private static void Scrub(float[] sound)
    {
        var scrub = new HumScrub();
        for (var i = 0; i + SoundFormat.Block <= sound.Length; i += SoundFormat.Block)
        {
            scrub.Run(sound.AsSpan(i, SoundFormat.Block));
        }
    }

    /// <summary>Pairs of neighbours go by turns into the learning and the asking half, so that both are balanced.</summary>
    private static string Trained(List<(double[] Features, bool Truth)> clips)
    {
        var judge = new LinearJudge([.. clips.Where((_, i) => i / 2 % 2 == 0)]);
        var asked = clips.Where((_, i) => i / 2 % 2 == 1).ToList();
        return Share(asked.Count(one => judge.Judge(one.Features) == one.Truth), asked.Count);
    }

    private static string Share(int right, int of)
    {
        const double Z = 1.96;
        var share = (double)right / of;
        var middle = (share + (Z * Z / (2 * of))) / (1 + (Z * Z / of));
        var reach = Z / (1 + (Z * Z / of)) * Math.Sqrt((share * (1 - share) / of) + (Z * Z / (4.0 * of * of)));
        return FormattableString.Invariant($"{share * 100,5:0.0} % ({(middle - reach) * 100:0}..{(middle + reach) * 100:0})");
    }
}
