using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The mass of the hair that the single strands lie on: a bob with a side parting, in head coordinates.</summary>
internal static class HairVolume
{
    /// <summary>Where the parting runs, to the actor's left of the middle.</summary>
    public const float PartingX = 2.1f;

    /// <summary>Signed distance to the mass of hair.</summary>
    public static float Distance(Vector3 p)
    {
        var q = new Vector3(MathF.Abs(p.X), p.Y, p.Z);
        float d = Sdf.Ellipsoid(q, new Vector3(0f, 3.7f, -2.2f), new Vector3(8.0f, 8.95f, 9.3f));
        d = Sdf.Join(d, Sdf.Ellipsoid(q, new Vector3(6.6f, -3.6f, -1.9f), new Vector3(2.0f, 7.6f, 5.6f)), 3f);
        d = Sdf.Join(d, Sdf.Ellipsoid(q, new Vector3(0f, -3.2f, -6.2f), new Vector3(7.4f, 8.4f, 4.4f)), 3f);

        // A shallow valley along the parting.
        float valley = Scalar.Bell(p.X - PartingX, 0.9f) * Scalar.Step(7f, 10f, p.Y) * 0.2f;
        d += valley;
        return Sdf.Carve(d, FaceOpening(p), 1.0f);
    }

    /// <summary>Signed distance to the part of the head that the hair leaves free.</summary>
    public static float FaceOpening(Vector3 p)
    {
        float side = p.X - 0.6f;
        float d = Sdf.Ellipsoid(new Vector3(side, p.Y, p.Z), new Vector3(0f, -2.2f, 9.4f), new Vector3(6.35f, 9.9f, 8.8f));
        return MathF.Min(d, Sdf.Limb(p, new Vector3(0f, -9f, 9f), new Vector3(0f, -20f, 9f), 6.6f, 7.5f));
    }
}
