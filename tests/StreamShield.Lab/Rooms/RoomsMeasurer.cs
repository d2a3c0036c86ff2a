using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Lab.Rooms;

/// <summary>Measures one scene. One frame in memory at a time.</summary>
internal sealed class RoomsMeasurer(RoomsOptions options, Candidates? candidates)
{
    private const int WorstKept = 3;
    private const byte Nobody = 0;

    public RoomFigures Measure(string folder)
    {
        var scene = SceneBuilder.Read(folder);
        using var raws = Open(folder, SceneFiles.Raw, 3)!;
        using var truths = Open(folder, SceneFiles.Matte, 1)!;
        using var others = Open(folder, SceneFiles.Other, 1);
        using var outputs = options.Outputs is null ? null : OpenOutput(scene.Name);
        using var shield = outputs is null ? new ShieldUnderTest(options, Path.Combine(folder, SceneFiles.Plate)) : null;
        using var raw = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3);
        using var truth = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC1);
        using var other = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC1, Scalar.All(Nobody));
        using var output = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3);
        using var matte = new Mat();
        using var background = new Mat();
        using var leak = new LeakMeter(Scene.Width, Scene.Height);
        using var kept = new ShownMeter();
        using var shown = new ShownMeter();
        using var quality = new MatteMeter();
        using var flicker = new FlickerMeter();
        var lineUp = new LineUp();
        using var worst = new WorstFrames(WorstKept);
        for (var number = 0; (options.Frames == 0 || number < options.Frames) && raws.Read(raw); number++)
        {
            truths.Read(truth);
            others?.Read(other);
            outputs?.Read(output);
            shield?.Run(raw, output, matte);
            if (number < options.From)
            {
                continue;
            }

            Cv2.Max(truth, other, background);
            Cv2.Compare(background, Scalar.All(0), background, CmpTypes.EQ);
            worst.Offer(leak.Add(raw, output, background), output);
            kept.Add(raw, output, truth);
            if (others is not null)
            {
                shown.Add(raw, output, other);
            }

            if (shield is not null)
            {
                quality.Add(matte, truth);
                flicker.Add(raw, matte);
            }

            lineUp.Add(output, background);
        }

        using var photo = Cv2.ImRead(Path.Combine(folder, SceneFiles.Photo));
        using var matcher = new RoomMatcher(photo);
        return new RoomFigures(scene.Name, scene.Kind)
        {
            Leak = leak.Mean,
            Worst = leak.Worst,
            Recovered = leak.Recovered,
            RecoveredOnce = leak.RecoveredOnce,
            Match = worst.Pictures.Append(leak.Assembled).Max(matcher.Inliers),
            Kept = kept.Share,
            OthersShown = others is null ? double.NaN : shown.Share,
            IoU = quality.IoU,
            BoundaryF = quality.BoundaryF,
            FalseForeground = shield is null ? double.NaN : quality.FalseForeground,
            MissedForeground = shield is null ? double.NaN : quality.MissedForeground,
            Flicker = flicker.Mean,
            Rank = candidates?.Rank(lineUp, scene.Room, photo) ?? double.NaN,
            Slates = shield?.Slates ?? 0,
        };
    }

    private static LosslessReader? Open(string folder, string file, int channels)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? new LosslessReader(path, Scene.Width, Scene.Height, channels) : null;
    }

    private LosslessReader OpenOutput(string scene)
    {
        var path = new[] { ".mkv", ".mp4" }.Select(ending => Path.Combine(options.Outputs!, scene + ending)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"There is no output of '{scene}' in '{options.Outputs}'.");
        return new LosslessReader(path, Scene.Width, Scene.Height, 3);
    }
}
