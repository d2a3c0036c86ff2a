using System.CommandLine;
using System.Globalization;
using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Core.People;

namespace StreamShield.Lab.Rooms;

/// <summary>
/// The verb <c>people</c>: what the selector costs the streamer and what it shows of others. Per scene: inner pixels of the streamer that are shown with <c>--people everyone</c> and
/// with the streamer alone, and in the worst second; others shown, on average and in the worst frame. Of a filmed clip there is no exact matte: what <c>everyone</c> shows stands for it.
/// </summary>
internal static class PeopleCommand
{
    private const int Second = Scene.FramesPerSecond;

    private const int SheetStep = Second / 6;

    /// <summary>Inner pixels from which a frame counts by itself.</summary>
    private const int Enough = 2000;

    public static int Run(string[] args)
    {
        var scenes = new Option<DirectoryInfo?>("--scenes") { Description = "Folder that 'scenes' made." };
        var only = new Option<string[]>("--only") { Description = "Only scenes whose name contains one of these.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["people-"] };
        var clips = new Option<FileInfo[]>("--clips") { Description = "Filmed clips.", AllowMultipleArgumentsPerToken = true };
        var from = new Option<int>("--from") { Description = "First frame of the clips." };
        var model = new Option<string?>("--model") { Description = "Another model." };
        var sheets = new Option<DirectoryInfo?>("--sheets") { Description = "Folder for a sheet of pictures of each scene: six a second, what is hidden in red." };
        var command = new RootCommand("What the selector keeps of the streamer and shows of others.") { scenes, only, clips, from, model, sheets };
        command.SetAction(parsed =>
        {
            Console.WriteLine("| scene | everyone kept % | kept % | worst second % | others % | worst frame % | less is shown, s | end |");
            Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|---|");
            var options = new RoomsOptions { Scenes = "", Model = parsed.GetValue(model) };
            var folderOfSheets = parsed.GetValue(sheets);
            folderOfSheets?.Create();
            foreach (var folder in Folders(parsed.GetValue(scenes), parsed.GetRequiredValue(only)))
            {
                Measure(Path.GetFileName(folder), folder, 0, options, folderOfSheets);
            }

            foreach (var clip in parsed.GetValue(clips) ?? [])
            {
                Measure(clip.Name, clip.FullName, parsed.GetValue(from), options, folderOfSheets);
            }
        });
        return command.Parse(args).Invoke();
    }

    private static IEnumerable<string> Folders(DirectoryInfo? scenes, string[] only) => scenes is null
        ? []
        : Directory.GetDirectories(scenes.FullName)
            .Where(folder => File.Exists(Path.Combine(folder, SceneFiles.Description)) && only.Any(part => Path.GetFileName(folder).Contains(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

    private static void Measure(string name, string path, int from, RoomsOptions options, DirectoryInfo? sheets)
    {
        var isScene = Directory.Exists(path);
        var pick = isScene ? SceneBuilder.Read(path).Pick : null;
        using var raws = isScene ? Open(path, SceneFiles.Raw, 3)! : new LosslessReader(path, Scene.Width, Scene.Height, 3);
        using var truths = isScene ? Open(path, SceneFiles.Matte, 1) : null;
        using var others = isScene ? Open(path, SceneFiles.Other, 1) : null;
        using var alone = new ShieldUnderTest(options, "");
        using var everyone = new ShieldUnderTest(options with { People = PeopleChoice.Everyone }, "");
        using var raw = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3);
        using var truth = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC1);
        using var other = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC1);
        using var output = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3);
        using var all = new Mat();
        using var shown = new Mat();
        using var inner = new InnerCount();
        using var sheet = new ContactSheet();
        var (kept, keptByAll, strangers) = (new Share(), new Share(), new Share());
        var withheld = 0;
        for (var number = 0; raws.Read(raw); number++)
        {
            truths?.Read(truth);
            others?.Read(other);
            if (number < from)
            {
                continue;
            }

            if (pick is not null && pick.Frame == number)
            {
                alone.Pick(pick);
            }

            everyone.Run(raw, output, all);
            alone.Run(raw, output, shown);
            if (sheets is not null && number % SheetStep == 0)
            {
                sheet.Add(raw, shown);
            }

            if (number < pick?.Frame)
            {
                // Before the click either of them may be the streamer.
                continue;
            }

            keptByAll.Add(inner.Of(truths is null ? all : truth, all));
            kept.Add(inner.Of(truths is null ? all : truth, shown));
            if (others is not null)
            {
                strangers.Add(inner.Of(other, shown));
            }

            withheld += alone.Streamer.Withheld ? 1 : 0;
        }

        if (sheets is not null)
        {
            sheet.Save(Path.Combine(sheets.FullName, $"{Path.GetFileNameWithoutExtension(name)}.jpg"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {keptByAll.Mean:0.0} | {kept.Mean:0.0} | {kept.Least(Second):0.0} | {strangers.Mean:0.00} | {strangers.Most:0.00} | {(double)withheld / Second:0.0} | {alone.Streamer.State} |"));
    }

    private static LosslessReader? Open(string folder, string file, int channels)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? new LosslessReader(path, Scene.Width, Scene.Height, channels) : null;
    }

    /// <summary>Counts inner pixels of somebody, and how many of them a matte shows.</summary>
    private sealed class InnerCount : IDisposable
    {
        private readonly Mat _inner = new();
        private readonly Mat _shown = new();
        private readonly Mat _square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * ShownMeter.Margin) + 1, (2 * ShownMeter.Margin) + 1));

        public (int All, int Shown) Of(Mat somebody, Mat matte)
        {
            Cv2.Threshold(somebody, _inner, ShownMeter.Sure - 1, 255, ThresholdTypes.Binary);
            Cv2.Erode(_inner, _inner, _square);
            var all = Cv2.CountNonZero(_inner);
            Cv2.Threshold(matte, _shown, 127, 255, ThresholdTypes.Binary);
            Cv2.BitwiseAnd(_shown, _inner, _shown);
            return (all, Cv2.CountNonZero(_shown));
        }

        public void Dispose()
        {
            _inner.Dispose();
            _shown.Dispose();
            _square.Dispose();
        }
    }

    /// <summary>Shown pixels over all, in per cent.</summary>
    private sealed class Share
    {
        private readonly List<(int All, int Shown)> _frames = [];

        public double Mean => Of(_frames);

        public double Most => _frames.Where(frame => frame.All >= Enough).Select(frame => 100.0 * frame.Shown / frame.All).DefaultIfEmpty(0).Max();

        public void Add((int All, int Shown) frame) => _frames.Add(frame);

        public double Least(int frames) => Enumerable.Range(0, Math.Max(0, _frames.Count - frames + 1))
            .Select(start => _frames.GetRange(start, frames)).Where(part => part.Sum(frame => (long)frame.All) >= Enough * frames)
            .Select(Of).DefaultIfEmpty(double.NaN).Min();

        private static double Of(List<(int All, int Shown)> frames) => 100.0 * frames.Sum(frame => (long)frame.Shown) / Math.Max(1, frames.Sum(frame => (long)frame.All));
    }
}
