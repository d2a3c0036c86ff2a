namespace StreamShield.Core;

/// <summary>Finds people in one frame. Not thread-safe; used from the shield thread only.</summary>
public interface ISegmenter : IDisposable
{
    /// <summary>The model's name, for people.</summary>
    string Name { get; }

    /// <summary>Width of the mattes it fills, in pixels.</summary>
    int MatteWidth { get; }

    /// <summary>Height of the mattes it fills, in pixels.</summary>
    int MatteHeight { get; }

    /// <summary>
    /// The last frame as the model saw it, B G R, at the matte's size and scaled by area; empty when the model works at another size. Spares the refiner the same work.
    /// Valid until the next call.
    /// </summary>
    ReadOnlySpan<byte> SmallFrame => [];

    /// <summary>True when it reads the plate or the prior of its <see cref="SegmenterHints"/>; else they need not be filled.</summary>
    bool TakesHints => false;

    /// <summary>
    /// Fills <paramref name="matte"/> with this frame's alpha (the whole frame stretched to the matte's size) and stamps it with the frame's id.
    /// The caller owns both. Allocates nothing once warm.
    /// </summary>
    /// <exception cref="ShieldException">The model failed or gave values that are no numbers; the matte stays unstamped.</exception>
    void Segment(Frame frame, Matte matte);

    /// <summary>The same with what is known beside the frame; a segmenter that takes no hints ignores them.</summary>
    /// <exception cref="ShieldException">As above.</exception>
    void Segment(Frame frame, SegmenterHints hints, Matte matte) => Segment(frame, matte);
}
