using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>
/// What is known of the room while one frame is looked at: the plate moved into the frame's geometry, and the light to apply to its levels. Made per frame by the
/// room's registration, read by the segmenter's hints and the veto. Owns nothing.
/// </summary>
/// <param name="FrameId">The frame it was fitted to (law 3 holds here as well).</param>
/// <param name="Plate">Aligned to this frame; its confidence is 0 where the room is not known.</param>
/// <param name="Light">Fitted on this frame's background.</param>
public readonly record struct AlignedRoom(long FrameId, Plate Plate, Light Light);
