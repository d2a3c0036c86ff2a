using System.Numerics;
using System.Runtime.CompilerServices;

namespace StreamShield.DemoClip.Geometry;

/// <summary>Signed distances to simple shapes and the operators that join them. Units are centimetres.</summary>
internal static class Sdf
{
    /// <summary>Approximate distance to an axis-aligned ellipsoid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ellipsoid(Vector3 p, Vector3 centre, Vector3 radii)
    {
        Vector3 q = (p - centre) / radii;
        float k0 = q.Length();
        float k1 = (q / radii).Length();
        return k1 < 1e-6f ? -MathF.Min(radii.X, MathF.Min(radii.Y, radii.Z)) : k0 * (k0 - 1f) / k1;
    }

    /// <summary>Distance to a limb: a capsule whose radius changes linearly from <paramref name="ra"/> to <paramref name="rb"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Limb(Vector3 p, Vector3 a, Vector3 b, float ra, float rb)
    {
        Vector3 pa = p - a;
        Vector3 ba = b - a;
        float h = Math.Clamp(Vector3.Dot(pa, ba) / Vector3.Dot(ba, ba), 0f, 1f);
        return (pa - ba * h).Length() - (ra + (rb - ra) * h);
    }

    /// <summary>Distance to a sphere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sphere(Vector3 p, Vector3 centre, float radius) => (p - centre).Length() - radius;

    /// <summary>Distance to an ellipse ring in the plane y = 0, with a round profile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ring(Vector3 p, float radius, float thickness)
    {
        float planar = MathF.Sqrt(p.X * p.X + p.Z * p.Z) - radius;
        return MathF.Sqrt(planar * planar + p.Y * p.Y) - thickness;
    }

    /// <summary>Distance to a disc with rounded rim whose axis is x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DiscX(Vector3 p, float radius, float halfThickness, float rounding)
    {
        float r = MathF.Sqrt(p.Y * p.Y + p.Z * p.Z) - radius + rounding;
        float x = MathF.Abs(p.X) - halfThickness + rounding;
        float outside = MathF.Sqrt(MathF.Max(r, 0f) * MathF.Max(r, 0f) + MathF.Max(x, 0f) * MathF.Max(x, 0f));
        return MathF.Min(MathF.Max(r, x), 0f) + outside - rounding;
    }

    /// <summary>Union with a fillet about <paramref name="k"/> wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Join(float a, float b, float k)
    {
        float h = MathF.Max(k - MathF.Abs(a - b), 0f);
        return MathF.Min(a, b) - h * h / (4f * k);
    }

    /// <summary>Cuts <paramref name="tool"/> out of <paramref name="body"/> with a rounded edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Carve(float body, float tool, float k) => -Join(-body, tool, k);

    /// <summary>Intersection with a rounded edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Intersect(float a, float b, float k) => -Join(-a, -b, k);
}
