using StreamShield.Core.Frames;

namespace StreamShield.Core.Mattes;

/// <summary>Finds people in one frame. Not thread-safe; used from the shield thread only.</summary>
public interface ISegmenter : IDisposable
{
    /// <summary>The model's name, for people.</summary>
    string Name { get; }

    /// <summary>Size in pixels of the mattes that it fills for frames of one size; hints and priors have the same.</summary>
    (int Width, int Height) MatteSize(FrameSize frame);

    /// <summary>
    /// The last frame as the model saw it, B G R, at the matte's size and scaled by area; empty when the model works at another size. Spares the refiner the same work.
    /// Valid until the next call.
    /// </summary>
    ReadOnlySpan<byte> SmallFrame => [];

    /// <summary>True when it reads the room of its <see cref="SegmenterHints"/> or a prior; else they need not be filled.</summary>
    bool TakesHints => false;

    /// <summary>
    /// True when, given the streamer's matte of the frame before as prior, it separates the streamer from everybody. Else both mattes are equal, and the prior it expects is
    /// everybody's matte of the frame before.
    /// </summary>
    bool FollowsStreamer => false;

    /// <summary>
    /// Fills <paramref name="everybody"/> with the alpha of all people in this frame alone, with nothing known beside it (the whole frame stretched to the matte's size), and
    /// stamps it with the frame's id. The matte is cleared first. The caller owns both. Allocates nothing once warm.
    /// </summary>
    /// <exception cref="ShieldException">The model failed or gave values that are no numbers; the matte stays cleared and unstamped.</exception>
    void Segment(Frame frame, Matte everybody);

    /// <summary>
    /// The same with what is known beside the frame, for two mattes of the frame's id. With an empty prior, and from a segmenter that does not follow the streamer, the streamer's
    /// matte shows everybody.
    /// </summary>
    /// <param name="frame">Stamped raw frame.</param>
    /// <param name="hints">The room; a segmenter that takes no hints ignores it.</param>
    /// <param name="prior">
    /// The streamer's matte of the frame before, at this segmenter's size (everybody's, unless it <see cref="FollowsStreamer"/>): advice only (law 3). Null when there was no frame
    /// before, or none that this one continues.
    /// </param>
    /// <param name="streamer">Receives the streamer's alpha; cleared first.</param>
    /// <param name="everybody">Receives everybody's alpha; cleared first.</param>
    /// <exception cref="ShieldException">As above, for both mattes.</exception>
    void Segment(Frame frame, SegmenterHints hints, Matte? prior, Matte streamer, Matte everybody)
    {
        ArgumentNullException.ThrowIfNull(streamer);
        ArgumentNullException.ThrowIfNull(everybody);
        streamer.Clear();
        Segment(frame, everybody);
        everybody.CopyTo(streamer);
    }
}
