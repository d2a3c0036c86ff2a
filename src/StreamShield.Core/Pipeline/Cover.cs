using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>A pause of the shield: the outputs show the slate, and frames are dropped or handed to a guest.</summary>
/// <param name="Reason">What the slate shows.</param>
/// <param name="Detail">One sentence for the streamer.</param>
/// <param name="Guest">Called on the shield thread with each raw frame, stamped, and the idle shield. Both are valid during the call. Null for
/// none.</param>
public sealed record Cover(SlateReason Reason, string Detail, Action<Frame, FrameShield>? Guest = null);
