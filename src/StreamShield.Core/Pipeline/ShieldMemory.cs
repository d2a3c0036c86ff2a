using StreamShield.Core.People;
using StreamShield.Core.Rooms;

namespace StreamShield.Core.Pipeline;

/// <summary>What the next shield of the same camera must know, because forgetting it would show what was hidden.</summary>
/// <param name="Streamer">Who was followed; null for nobody.</param>
/// <param name="Room">Where the camera stood.</param>
/// <param name="LastCapture">Time stamp of the last frame.</param>
internal sealed record ShieldMemory(StreamerMemory? Streamer, RoomMemory Room, long LastCapture);
