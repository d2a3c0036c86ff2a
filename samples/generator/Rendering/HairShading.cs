using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Light on single hairs: two highlights along the strand and a soft body colour.</summary>
internal static class HairShading
{
    /// <summary>The hair's own colour.</summary>
    public static readonly Vector3 Base = new(0.080f, 0.030f, 0.014f);

    /// <summary>Light (linear) from a hair.</summary>
    /// <param name="tangent">Along the hair, root to tip.</param>
    /// <param name="normal">Outward normal of the mass of hair here.</param>
    /// <param name="view">Towards the lens.</param>
    /// <param name="tint">Brightness of this hair against the others.</param>
    /// <param name="keyLight">How much of the key light arrives.</param>
    /// <param name="openness">1 on the surface, less deep in the mass.</param>
    public static Vector3 Light(Vector3 tangent, Vector3 normal, Vector3 view, float tint, float keyLight, float openness)
    {
        Vector3 light = Lit(tangent, normal, view, Lights.KeyDirection, tint) * Lights.KeyColour * keyLight
            + Lit(tangent, normal, view, Lights.RimDirection, tint) * Lights.RimColour * 1.1f
            + Lit(tangent, normal, view, Lights.LampDirection, tint) * Lights.LampColour * 1.2f
            + Lit(tangent, normal, view, Lights.ScreenDirection, tint) * Lights.ScreenColour * 0.8f
            + Base * tint * Lights.Ambient(normal) * 1.1f;
        return light * openness;
    }

    private static Vector3 Lit(Vector3 tangent, Vector3 normal, Vector3 view, Vector3 towards, float tint)
    {
        float facing = Scalar.Saturate((Vector3.Dot(normal, towards) + 0.25f) / 1.25f);
        float tl = Vector3.Dot(tangent, towards);
        float sinL = MathF.Sqrt(MathF.Max(1f - tl * tl, 0f));
        Vector3 half = Vector3.Normalize(towards + view);
        float first = Ridge(Vector3.Dot(Vector3.Normalize(tangent + normal * 0.10f), half), 90f);
        float second = Ridge(Vector3.Dot(Vector3.Normalize(tangent - normal * 0.16f), half), 22f);
        Vector3 body = Base * (tint * (0.25f + 0.75f * sinL));
        Vector3 glow = new Vector3(0.36f, 0.17f, 0.08f) * (second * 0.40f * tint * tint)
            + new Vector3(0.34f, 0.28f, 0.24f) * (first * 0.26f * tint);
        return (body + glow) * facing;
    }

    private static float Ridge(float th, float power) => MathF.Pow(MathF.Sqrt(MathF.Max(1f - th * th, 0f)), power);
}
