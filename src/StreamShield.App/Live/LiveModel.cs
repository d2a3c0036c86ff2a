using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;

namespace StreamShield.App.Live;

/// <summary>Opens models for a live run.</summary>
internal static class LiveModel
{
    /// <summary>Returns a function that opens the model on the shield thread whenever one is needed.</summary>
    /// <param name="model">
    /// Quality, name or file, opened here once so that a wrong name is reported at once; null for the embedded model, which is loaded in parallel with the
    /// camera.
    /// </param>
    /// <param name="size">Size of the frames.</param>
    /// <param name="framesPerSecond">Rate of the frames.</param>
    /// <param name="threads">Number of model threads.</param>
    /// <exception cref="ShieldException">The model cannot be used.</exception>
    public static Func<ISegmenter> Opener(string? model, FrameSize size, double framesPerSecond, int threads)
    {
        var store = ModelStore.ForThisUser();
        ISegmenter? first = model is null ? null : Open();
        return () => Interlocked.Exchange(ref first, null) ?? Open();

        OnnxSegmenter Open() => store.OpenLive(model, size, framesPerSecond, threads);
    }
}
