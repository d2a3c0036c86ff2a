using StreamShield.Core.Registration;

namespace StreamShield.Core.Rooms;

/// <summary>Where the camera stood, for the next <see cref="RoomSense"/> of the same camera.</summary>
/// <param name="IsMoved">True if the camera was moved and the streamer has not confirmed its place.</param>
/// <param name="Shift">From the place to which zones are bound.</param>
internal readonly record struct RoomMemory(bool IsMoved, RoomShift Shift);
