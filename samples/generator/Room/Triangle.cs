using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>A triangle with smooth normals and texture coordinates.</summary>
internal readonly record struct Triangle(Vertex A, Vertex B, Vertex C, Material Material)
{
    /// <summary>Middle of the triangle.</summary>
    public Vector3 Middle => (A.Position + B.Position + C.Position) / 3f;
}
