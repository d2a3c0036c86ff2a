using System.CommandLine;
using System.Globalization;
using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Lab.Rooms;

/// <summary>
/// The verb <c>stages</c>: over the range of sensitivity, how much of the streamer's inner pixels is kept and how much of the room is taken for the streamer after each stage
/// (network, doubt, selector, refined), and what is shown in the end and recovered of the room. Weighted by pixels over all scenes; the worst scene beside it.
/// </summary>
internal static class StagesCommand
{
    private static readonly string[] Stages = ["network", "doubt", "selector", "refined"];

    public static int Run(string[] args)
    {
        var scenes = new Option<DirectoryInfo>("--scenes") { Description = "Folder that 'scenes' made.", Required = true };
        var only = new Option<string[]>("--only") { Description = "Only scenes whose name contains one of these.", AllowMultipleArgumentsPerToken = true };
        var model = new Option<string?>("--model") { Description = "Another model." };
        var plate = new Option<bool>("--with-plate") { Description = "Give the shield the scene's plate." };
        var frames = new Option<int>("--frames") { Description = "Stop after so many frames; 0 for all." };
        var sensitivities = new Option<int[]>("--sensitivities") { Description = "Which.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0, 25, 50, 75, 100] };
        var command = new RootCommand("Kept against recovered, by stage and sensitivity.") { scenes, only, model, plate, frames, sensitivities };
        command.SetAction(parsed =>
        {
            Console.WriteLine("| sensitivity | network kept / room % | doubt | selector | refined | shown kept % | worst | recovered % | worst |");
            Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            var folders = Directory.GetDirectories(parsed.GetRequiredValue(scenes).FullName)
                .Where(folder => File.Exists(Path.Combine(folder, SceneFiles.Description)))
                .Where(folder => parsed.GetValue(only) is not { Length: > 0 } parts || parts.Any(part => Path.GetFileName(folder).Contains(part, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal).ToList();
            foreach (var sensitivity in parsed.GetRequiredValue(sensitivities))
            {
                Row(folders, new RoomsOptions
                {
                    Scenes = "",
                    Model = parsed.GetValue(model),
                    WithPlate = parsed.GetValue(plate),
                    Frames = parsed.GetValue(frames),
                    Sensitivity = sensitivity,
                });
            }
        });
        return command.Parse(args).Invoke();
    }

    private static void Row(List<string> folders, RoomsOptions options)
    {
        var counts = Stages.ToDictionary(stage => stage, _ => new StageCount());
        var scenes = folders.Select(folder => Measure(folder, options, counts)).ToList();
        var stages = string.Join(" | ", Stages.Select(stage => Text($"{counts[stage].Kept:0.0} / {counts[stage].Room:0.00}")));
        Console.WriteLine(Text($"| {options.Sensitivity} | {stages} | {100 * scenes.Average(one => one.Kept):0.0} | {100 * scenes.Min(one => one.Kept):0.0} | {100 * scenes.Average(one => one.Recovered):0.00} | {100 * scenes.Max(one => one.Recovered):0.00} |"));
    }

    private static (double Kept, double Recovered) Measure(string folder, RoomsOptions options, Dictionary<string, StageCount> counts)
    {
        using var raws = new LosslessReader(Path.Combine(folder, SceneFiles.Raw), Scene.Width, Scene.Height, 3);
        using var truths = new LosslessReader(Path.Combine(folder, SceneFiles.Matte), Scene.Width, Scene.Height, 1);
        using var shield = new ShieldUnderTest(options, Path.Combine(folder, SceneFiles.Plate));
        using var raw = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3);
        using var truth = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC1);
        using var output = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3);
        using var matte = new Mat();
        using var background = new Mat();
        using var inner = new Mat();
        using var leak = new LeakMeter(Scene.Width, Scene.Height);
        using var kept = new ShownMeter();
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * ShownMeter.Margin) + 1, (2 * ShownMeter.Margin) + 1));
        shield.Tap = (stage, coarse) =>
        {
            using var small = Mat.FromPixelData(coarse.Height, coarse.Width, MatType.CV_8UC1, coarse.Alpha.ToArray());
            using var large = small.Resize(new Size(Scene.Width, Scene.Height), interpolation: InterpolationFlags.Linear);
            counts[stage].Add(large, inner, background);
        };
        for (var number = 0; (options.Frames == 0 || number < options.Frames) && raws.Read(raw); number++)
        {
            truths.Read(truth);
            Cv2.Compare(truth, Scalar.All(0), background, CmpTypes.EQ);
            Cv2.Threshold(truth, inner, ShownMeter.Sure - 1, 255, ThresholdTypes.Binary);
            Cv2.Erode(inner, inner, square);
            shield.Run(raw, output, matte);
            counts[Stages[^1]].Add(matte, inner, background);
            leak.Add(raw, output, background);
            kept.Add(raw, output, truth);
        }

        return (kept.Share, leak.Recovered);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Pixels of one stage over all scenes.</summary>
    private sealed class StageCount
    {
        private long _inner;
        private long _kept;
        private long _background;
        private long _room;

        public double Kept => 100.0 * _kept / Math.Max(1, _inner);

        public double Room => 100.0 * _room / Math.Max(1, _background);

        public void Add(Mat alpha, Mat inner, Mat background)
        {
            using var shown = new Mat();
            Cv2.Threshold(alpha, shown, 127, 255, ThresholdTypes.Binary);
            _inner += Cv2.CountNonZero(inner);
            _background += Cv2.CountNonZero(background);
            using var both = new Mat();
            Cv2.BitwiseAnd(shown, inner, both);
            _kept += Cv2.CountNonZero(both);
            Cv2.BitwiseAnd(shown, background, both);
            _room += Cv2.CountNonZero(both);
        }
    }
}
