using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>What is known of the room for one frame: the plate warped into the frame's geometry, and the lighting to apply to it. Made for each frame
/// by the room registration; read by the segmenter's hints and by the veto. Owns nothing.</summary>
/// <param name="FrameId">The frame that it was fitted to. Law 3 applies here too.</param>
/// <param name="Plate">The plate aligned to this frame. Its confidence is 0 where the room is unknown.</param>
/// <param name="Light">The lighting fitted to this frame's background.</param>
public readonly record struct AlignedRoom(long FrameId, Plate Plate, Light Light);
