using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Sclera, iris and pupil.</summary>
internal static class EyePaint
{
    /// <summary>Colour at a point of the unit eyeball that looks along +z.</summary>
    public static Vector3 Colour(Vector3 e)
    {
        float r = MathF.Sqrt(e.X * e.X + e.Y * e.Y);
        if (e.Z < 0f)
        {
            r = 1f;
        }

        var white = new Vector3(0.78f, 0.75f, 0.73f);
        white = Vector3.Lerp(white, new Vector3(0.72f, 0.48f, 0.44f), Scalar.Step(0.62f, 1f, r) * 0.6f);
        float angle = MathF.Atan2(e.Y, e.X);
        float fibre = 0.5f + 0.5f * Noise.Value(new Vector3(MathF.Cos(angle) * 9f, MathF.Sin(angle) * 9f, r * 4f));
        var iris = Vector3.Lerp(new Vector3(0.10f, 0.17f, 0.12f), new Vector3(0.30f, 0.34f, 0.16f), fibre);
        iris = Vector3.Lerp(iris, new Vector3(0.34f, 0.20f, 0.07f), Scalar.Step(0.36f, 0.24f, r) * 0.7f);
        iris *= 0.75f + 0.5f * Scalar.Saturate(0.5f - e.Y * 1.1f);
        iris *= 1f - 0.82f * Scalar.Step(0.40f, 0.50f, r);
        Vector3 colour = Vector3.Lerp(iris, white, Scalar.Step(0.49f, 0.54f, r));
        return colour * Scalar.Step(0.20f, 0.245f, r) + new Vector3(0.004f) * (1f - Scalar.Step(0.20f, 0.245f, r));
    }

    /// <summary>Strength of the window's reflection for a mirrored ray: a small soft square.</summary>
    public static float Glint(Vector3 mirrored, Vector3 towards)
    {
        Vector3 side = Vector3.Normalize(Vector3.Cross(Vector3.UnitY, towards));
        Vector3 up = Vector3.Cross(towards, side);
        float facing = Vector3.Dot(mirrored, towards);
        if (facing <= 0f)
        {
            return 0f;
        }

        float x = MathF.Abs(Vector3.Dot(mirrored, side) / facing);
        float y = MathF.Abs(Vector3.Dot(mirrored, up) / facing);
        return Scalar.Step(0.26f, 0.16f, x) * Scalar.Step(0.34f, 0.24f, y);
    }
}
