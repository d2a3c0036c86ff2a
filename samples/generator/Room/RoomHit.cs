using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>Where a ray met the room.</summary>
/// <param name="Distance">Along the ray.</param>
/// <param name="Position">The point.</param>
/// <param name="Normal">Smooth normal on the side of the ray.</param>
/// <param name="Texture">Texture coordinates.</param>
/// <param name="Material">The surface.</param>
internal readonly record struct RoomHit(float Distance, Vector3 Position, Vector3 Normal, Vector2 Texture, Material Material);
