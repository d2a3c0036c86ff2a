using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>An axis-aligned box around triangles.</summary>
internal readonly record struct Box(Vector3 Min, Vector3 Max)
{
    /// <summary>Holds nothing.</summary>
    public static readonly Box Empty = new(new Vector3(float.MaxValue), new Vector3(float.MinValue));

    /// <summary>Half the surface.</summary>
    public float Area
    {
        get
        {
            Vector3 s = Max - Min;
            return s.X * s.Y + s.Y * s.Z + s.Z * s.X;
        }
    }

    /// <summary>The box grown to hold a triangle too.</summary>
    public Box With(in Triangle t) => new(
        Vector3.Min(Min, Vector3.Min(t.A.Position, Vector3.Min(t.B.Position, t.C.Position))),
        Vector3.Max(Max, Vector3.Max(t.A.Position, Vector3.Max(t.B.Position, t.C.Position))));
}
