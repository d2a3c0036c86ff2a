using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Onnx;

/// <summary>Words that choose an embedded model in place of a model's name: "fine" and "fast" name one; "auto", like no choice, measures at the start
/// whether this processor is fast enough for the fine one.</summary>
public static class Quality
{
    /// <summary>The fine model if the processor is fast enough, otherwise the fast one.</summary>
    public const string Auto = "auto";

    /// <summary>The fast model.</summary>
    public const string Fast = "fast";

    /// <summary>The model with the better mattes.</summary>
    public const string Fine = "fine";

    /// <summary>Approximate time of all other stages for a picture of 1280x720.</summary>
    private const double OtherStagesMs = 6;
    private const int DefaultPixels = 1280 * 720;

    /// <summary>Largest share of a frame's time for which one thread may be busy.</summary>
    private const double BusiestThread = 0.8;

    private const int Runs = 5;

    /// <summary>All words that choose a quality. No model may have one as its name.</summary>
    public static IReadOnlyList<string> Words { get; } = [Auto, Fast, Fine];

    /// <summary>True when a model leaves half of the processor free, and its own thread enough time, at this size and rate.</summary>
    /// <param name="run">Time of one run of the model.</param>
    /// <param name="size">Size of the frames.</param>
    /// <param name="framesPerSecond">Rate of the frames.</param>
    /// <param name="threads">Number of threads of the model.</param>
    /// <param name="processors">Number of processors of this computer.</param>
    public static bool LeavesHalf(TimeSpan run, FrameSize size, double framesPerSecond, int threads, int processors)
    {
        var others = OtherStagesMs * size.Pixels / DefaultPixels;
        var frame = 1000 / framesPerSecond;
        return (run.TotalMilliseconds * Math.Min(threads, processors)) + others <= processors * frame / 2
            && run.TotalMilliseconds + others <= BusiestThread * frame;
    }

    /// <summary>Median time of a few runs on noise.</summary>
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
