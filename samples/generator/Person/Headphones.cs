using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>Over-ear headphones, in head coordinates.</summary>
internal static class Headphones
{
    /// <summary>Signed distance to the hard shell and the band.</summary>
    public static float Shell(Vector3 p)
    {
        var q = new Vector3(MathF.Abs(p.X), p.Y, p.Z);
        Vector3 cup = Cup(q);
        float shell = Sdf.DiscX(cup - new Vector3(0.75f, 0f, 0f), 3.9f, 0.8f, 0.55f);
        shell = Sdf.Carve(shell, Sdf.DiscX(cup - new Vector3(1.95f, 0f, 0f), 2.5f, 0.55f, 0.3f), 0.25f);
        return MathF.Min(shell, Band(q));
    }

    /// <summary>Signed distance to the ear cushions and the band's padding.</summary>
    public static float Cushion(Vector3 p)
    {
        var q = new Vector3(MathF.Abs(p.X), p.Y, p.Z);
        Vector3 cup = Cup(q);
        var lying = new Vector3(cup.Y, cup.X + 0.75f, cup.Z);
        float ring = Sdf.Ring(lying, 2.75f, 1.15f);
        Vector3 arc = Arc(q);
        float pad = MathF.Max(MathF.Abs(arc.X + 0.55f) - 0.38f, MathF.Abs(arc.Z) - 1.25f);
        pad = MathF.Max(pad, 9.2f - q.Y);
        return MathF.Min(ring, pad - 0.1f);
    }

    private static Vector3 Cup(Vector3 q)
    {
        Vector3 c = q - new Vector3(9.3f, -1.6f, -1.2f);
        const float toe = 0.13f;
        return new Vector3(c.X * MathF.Cos(toe) - c.Y * MathF.Sin(toe), c.X * MathF.Sin(toe) + c.Y * MathF.Cos(toe), c.Z);
    }

    private static Vector3 Arc(Vector3 q)
    {
        // Distance from an ellipse around the head, measured along its radius.
        var flat = new Vector2(q.X / 10.1f, (q.Y - 1.2f) / 12.55f);
        float r = flat.Length();
        return new Vector3((r - 1f) * 11f, q.Y, q.Z + 1.2f);
    }

    private static float Band(Vector3 q)
    {
        Vector3 arc = Arc(q);
        float width = q.Y > 2.5f ? 1.45f : 0.8f;
        float x = MathF.Abs(arc.X) - 0.3f;
        float z = MathF.Abs(arc.Z) - width + 0.25f;
        float d = MathF.Sqrt(MathF.Max(x, 0f) * MathF.Max(x, 0f) + MathF.Max(z, 0f) * MathF.Max(z, 0f))
            + MathF.Min(MathF.Max(x, z), 0f) - 0.25f;
        return MathF.Max(d, -1.5f - q.Y);
    }
}
