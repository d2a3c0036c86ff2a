namespace StreamShield.Core.Registration;

/// <summary>The number of firm anchors in one frame.</summary>
/// <param name="Open">Not covered by a person, inside the picture, and with enough contrast to be judged.</param>
/// <param name="Recognised">Those of them that look like the plate at the place given by the shift.</param>
internal readonly record struct RoomCount(int Open, int Recognised);
