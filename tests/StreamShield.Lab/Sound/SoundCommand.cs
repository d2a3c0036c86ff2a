using StreamShield.Lab.Sound.Live;

namespace StreamShield.Lab.Sound;

/// <summary>Figures of the sound: <c>sound enf [CLIPS]</c>, <c>sound quality</c>, <c>sound sync</c>, <c>sound cost</c>, <c>sound path OUTPUT MICROPHONE</c>, <c>sound live [SECONDS] [CAMERA] [TABLE]</c>, <c>sound samples DIR</c>.</summary>
internal static class SoundCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "enf":
                return EnfBench.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 200);
            case "log":
                return LogBench.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10, gate: !args.Contains("nogate"));
            case "quality":
                return QualityBench.Run();
            case "sync":
                return SyncBench.Run();
            case "cost":
                return CostBench.Run();
            case "path" when args.Length == 3:
                return PathBench.Run(args[1], args[2]);
            case "live":
                return await LiveBench.RunAsync(args[1..]);
            case ProgramUnderTest.Verb:
                return await ProgramUnderTest.RunAsync(args[1..]);
            case "samples" when args.Length == 2:
                return SampleSounds.Run(args[1]);
            default:
                Console.Error.WriteLine("sound enf [CLIPS] | quality | sync | cost | path OUTPUT MICROPHONE | live [SECONDS] [CAMERA] [TABLE] | samples DIR");
                return 2;
        }
    }
}
