using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Why the shield rests for a while: the outputs show the slate, and frames go nowhere or to a guest.</summary>
/// <param name="Reason">What the slate says.</param>
/// <param name="Detail">One sentence for the streamer.</param>
/// <param name="Guest">Called on the shield thread with each raw frame, stamped, and the shield at rest; both are valid during the call. Null when nobody looks.</param>
public sealed record Cover(SlateReason Reason, string Detail, Action<Frame, FrameShield>? Guest = null);
