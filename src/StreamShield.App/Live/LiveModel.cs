using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;

namespace StreamShield.App.Live;

/// <summary>Opens models for a live run.</summary>
internal static class LiveModel
{
    private const int DefaultThreads = 1;
    private static readonly string[] Others = ["--model", "--quality", "--threads", "--help"];

    /// <summary>
    /// Loads the embedded model before the command line is read: that takes as long as everything else of the start, and most runs want it. Options that may
    /// ask for another one are looked for in the words alone; what a profile asks for is only known later (see <see cref="IsEarly"/>).
    /// </summary>
    /// <param name="words">The words of the command line.</param>
    /// <returns>The model, owned by the caller; null if these words may want another one or none.</returns>
    public static EarlyModel? LoadEarly(IReadOnlyList<string> words) =>
        words.Any(static word => word is "-h" or "-?" or "/?" or "/h" || Others.Any(other => word.StartsWith(other, StringComparison.Ordinal)))
            ? null
            : new EarlyModel(static () => ModelStore.ForThisUser().Open(null, DefaultThreads));

    /// <summary>True if a run with these options uses the model of <see cref="LoadEarly"/>.</summary>
    public static bool IsEarly(RunOptions options) => options.Model is null && options.Threads == DefaultThreads;

    /// <summary>Returns a function that opens the model on the shield thread whenever one is needed.</summary>
    /// <param name="model">
    /// Quality, name or file, opened here once so that a wrong name is reported at once; null for the embedded model, which is loaded in parallel with the
    /// camera.
    /// </param>
    /// <param name="size">Size of the frames.</param>
    /// <param name="framesPerSecond">Rate of the frames.</param>
    /// <param name="threads">Number of model threads.</param>
    /// <param name="early">The embedded model being loaded since the start, if these options use it; the first to open takes it.</param>
    /// <exception cref="ShieldException">The model cannot be used.</exception>
    public static Func<ISegmenter> Opener(string? model, FrameSize size, double framesPerSecond, int threads, EarlyModel? early = null)
    {
        var store = ModelStore.ForThisUser();
        ISegmenter? first = model is null ? null : Open();
        return () => Interlocked.Exchange(ref first, null) ?? Open();

        OnnxSegmenter Open() => model is null && early?.Take() is OnnxSegmenter fine
            ? store.Affordable(fine, size, framesPerSecond, threads)
            : store.OpenLive(model, size, framesPerSecond, threads);
    }
}
