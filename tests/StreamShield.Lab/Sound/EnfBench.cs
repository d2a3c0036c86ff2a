namespace StreamShield.Lab.Sound;

/// <summary>How often an attacker names the right grid, before and after the scrub. The gate is left out, which would only help.</summary>
internal static class EnfBench
{
    private const int Seconds = 23;
    private const int Folds = 6;
    private static readonly double[] Levels = [-50, -40, -30];

    public static int Run(int clips)
    {
        Console.WriteLine($"{clips} clips of {Seconds} s, half of 50 and half of 60 Hz, every voice with both; a classifier learns on five sixths of the voices and is asked about the others, six times; in brackets the 95 % interval (Wilson).");
        Console.WriteLine("hum       before            after, trained    after, highest line wins");
        // Texts and hum belong to one clip alone.
        var voices = Enumerable.Range(0, clips).AsParallel().AsOrdered().Select(i => Speech.Say(i, Seconds)).ToList();
        foreach (var level in Levels)
        {
            var before = new (double[] Features, bool Truth)[clips];
            var after = new (double[] Features, bool Truth)[clips];
            Parallel.For(0, clips, i =>
            {
                // Each voice comes with either grid as often: what is learnt must not be the voice.
                var sixty = (i + (i / Speech.Voices)) % 2 == 1;
                var sound = DriftingHum.Under(voices[i], sixty ? 60 : 50, level, new Random(i + 1000));
                before[i] = (GridFeatures.Of(sound), sixty);
                Scrubbing.Run(sound);
                after[i] = (GridFeatures.Of(sound), sixty);
            });

            var line = Share(after.Count(one => one.Features[1] > one.Features[0] == one.Truth), clips);
            Console.WriteLine($"{level} dBFS  {Trained(before)}  {Trained(after)}  {line}");
        }

        return 0;
    }

    /// <summary>Every clip is asked about once, by a judge that has not heard its voice: one that had would remember the voice's other grid.</summary>
    private static string Trained((double[] Features, bool Truth)[] clips)
    {
        var right = Enumerable.Range(0, Folds).AsParallel().Sum(fold =>
        {
            bool Asked(int i) => i % Speech.Voices % Folds == fold;
            var judge = new LinearJudge([.. clips.Where((_, i) => !Asked(i))]);
            return clips.Where((_, i) => Asked(i)).Count(clip => judge.Judge(clip.Features) == clip.Truth);
        });
        return Share(right, clips.Length);
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
