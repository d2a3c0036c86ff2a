using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;

namespace StreamShield.App.Live;

/// <summary>Opens the model of a live run.</summary>
internal static class LiveModel
{
    /// <summary>What opens it on the shield thread, each time that it is wanted.</summary>
    /// <param name="model">Quality, name or file; opened here once, since one that cannot be used is a mistake of whoever named it. Null for the embedded one, loaded beside the camera.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    /// <param name="threads">Threads of the model.</param>
    /// <exception cref="ShieldException">It cannot be used.</exception>
    public static Func<ISegmenter> Opener(string? model, FrameSize size, double framesPerSecond, int threads)
    {
        var store = ModelStore.ForThisUser();
        ISegmenter? first = model is null ? null : Open();
        return () => Interlocked.Exchange(ref first, null) ?? Open();

        OnnxSegmenter Open() => store.OpenLive(model, size, framesPerSecond, threads);
    }
}
