using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Onnx;

/// <summary>
/// The choice between the embedded models, by words that stand where a model's name could: "fine" and "fast" name one, "auto" (as no choice at all) measures at the start whether
/// this processor affords the fine one.
/// </summary>
public static class Quality
{
    /// <summary>The fine one where the processor affords it.</summary>
    public const string Auto = "auto";

    /// <summary>The quick one.</summary>
    public const string Fast = "fast";

    /// <summary>The one with the better mattes.</summary>
    public const string Fine = "fine";

    /// <summary>What the stages beside the model take for a picture of 1280x720, about.</summary>
    private const double OtherStagesMs = 6;
    private const int DefaultPixels = 1280 * 720;

    /// <summary>Share of a frame's time that one thread may be busy.</summary>
    private const double BusiestThread = 0.8;

    private const int Runs = 5;

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> Words { get; } = [Auto, Fast, Fine];

    /// <summary>Whether a model leaves half of the processor free, and its own thread time enough, at a size and rate.</summary>
    /// <param name="run">Time of one run of the model.</param>
    /// <param name="size">Of the frames.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    /// <param name="threads">Threads of the model.</param>
    /// <param name="processors">Of this machine.</param>
    public static bool LeavesHalf(TimeSpan run, FrameSize size, double framesPerSecond, int threads, int processors)
    {
        var others = OtherStagesMs * size.Pixels / DefaultPixels;
        var frame = 1000 / framesPerSecond;
        return (run.TotalMilliseconds * Math.Min(threads, processors)) + others <= processors * frame / 2
            && run.TotalMilliseconds + others <= BusiestThread * frame;
    }

    /// <summary>Median time of a few runs on a picture of noise.</summary>
    internal static TimeSpan Measure(OnnxSegmenter segmenter, FrameSize size)
    {
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        var (width, height) = segmenter.MatteSize(size);
        using var matte = new Matte(width, height);
        new Random(1).NextBytes(frame.Pixels);
        frame.Stamp(1, 1);
        segmenter.Segment(frame, matte);
        var times = new TimeSpan[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            segmenter.Segment(frame, matte);
            times[i] = Stopwatch.GetElapsedTime(start);
        }

        Array.Sort(times);
        return times[Runs / 2];
    }
}
