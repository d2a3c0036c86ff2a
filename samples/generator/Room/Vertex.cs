using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>A corner of a triangle.</summary>
internal readonly record struct Vertex(Vector3 Position, Vector3 Normal, Vector2 Texture);
