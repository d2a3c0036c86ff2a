using StreamShield.Core.Frames;

namespace StreamShield.Core.Mattes;

/// <summary>Finds people in a frame. Not thread-safe; used by the shield thread only.</summary>
public interface ISegmenter : IDisposable
{
    /// <summary>The model's name, shown to people.</summary>
    string Name { get; }

    /// <summary>Size in pixels of the mattes for frames of this size. Hints and priors have the same size.</summary>
    (int Width, int Height) MatteSize(FrameSize frame);

    /// <summary>The last frame as the model saw it: B G R at the matte's size, scaled by area. Saves the refiner from scaling it again. Empty when
    /// the model works at another size. Valid until the next call.</summary>
    ReadOnlySpan<byte> SmallFrame => [];

    /// <summary>True when the segmenter uses <see cref="SegmenterHints"/> or a prior. Otherwise they need not be filled.</summary>
    bool TakesHints => false;

    /// <summary>True when the segmenter can tell the streamer from other people, given the streamer's matte of the previous frame as prior. Otherwise
    /// both mattes are equal, and it expects everybody's matte of the previous frame as prior.</summary>
    bool FollowsStreamer => false;

    /// <summary>True when the segmenter carries more from frame to frame than the prior. <see cref="Segment(Frame, Matte)"/> then clears it.</summary>
    bool HasMemory => false;

    /// <summary>Fills <paramref name="everybody"/> with the alpha of all people, from this frame alone, and stamps it with the frame's id. The matte
    /// covers the whole frame, stretched to its size. It is cleared first; the caller owns it. Does not allocate after the first call.</summary>
    /// <exception cref="ShieldException">The model failed or its output is not finite. The matte stays cleared and unstamped.</exception>
    void Segment(Frame frame, Matte everybody);

    /// <summary>Fills and stamps two mattes, using hints and a prior. Without a prior, or when the segmenter does not follow the streamer, the
    /// streamer's matte shows everybody.</summary>
    /// <param name="frame">A stamped raw frame.</param>
    /// <param name="hints">What is known about the room. A segmenter that takes no hints ignores it.</param>
    /// <param name="prior">The streamer's matte of the previous frame at this segmenter's size; everybody's, unless it <see cref="FollowsStreamer"/>.
    /// It is a hint and decides nothing (law 3). Null when this frame does not continue an earlier one.</param>
    /// <param name="streamer">Receives the streamer's alpha; cleared first.</param>
    /// <param name="everybody">Receives everybody's alpha; cleared first.</param>
    /// <exception cref="ShieldException">The model failed or its output is not finite. Both mattes stay cleared and unstamped.</exception>
    void Segment(Frame frame, SegmenterHints hints, Matte? prior, Matte streamer, Matte everybody)
    {
        ArgumentNullException.ThrowIfNull(streamer);
        ArgumentNullException.ThrowIfNull(everybody);
        streamer.Clear();
        Segment(frame, everybody);
        everybody.CopyTo(streamer);
    }
}
