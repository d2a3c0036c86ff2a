using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Person;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Gives the actor's surfaces their colour under the room's light.</summary>
internal sealed class Shader
{
    private readonly PersonModel _model;
    private readonly SkinPaint _skin;

    /// <summary>A shader for one pose.</summary>
    public Shader(PersonModel model)
    {
        _model = model;
        _skin = new SkinPaint(model);
    }

    /// <summary>The light (linear) that a surface sends to the lens.</summary>
    public Vector3 Colour(in Surface s) => s.Part switch
    {
        BodyPart.Skin => Skin(s),
        BodyPart.Eye => Eye(s),
        BodyPart.Sweater => Sweater(s),
        BodyPart.Hair => Matt(s, HairVolumeColour(s), 0.15f),
        BodyPart.Shell => Plastic(s),
        _ => Matt(s, new Vector3(0.030f, 0.031f, 0.036f), 0.35f),
    };

    private Vector3 HairVolumeColour(in Surface s)
    {
        Vector3 h = _model.Skeleton.Head.ToLocal(s.Position);
        float strand = Noise.Value(new Vector3(MathF.Atan2(h.X, h.Z) * 28f, h.Y * 0.5f, h.Z * 2f));
        return HairShading.Base * (0.45f + 0.2f * strand);
    }

    private Vector3 Skin(in Surface s)
    {
        Vector3 albedo = _skin.Colour(s.Position, out float gloss);
        var spread = new Vector3(0.42f, 0.20f, 0.13f);
        Vector3 key = Wrapped(s.SoftNormal, s.Normal, Lights.KeyDirection, spread)
            * Scalar.Pow(s.KeyLight, new Vector3(0.65f, 0.95f, 1.1f));
        Vector3 rim = Wrapped(s.SoftNormal, s.Normal, Lights.RimDirection, spread * 0.8f) * s.RimLight;
        Vector3 lamp = Wrapped(s.SoftNormal, s.Normal, Lights.LampDirection, spread);
        Vector3 screen = Wrapped(s.SoftNormal, s.Normal, Lights.ScreenDirection, spread);
        Vector3 open = Scalar.Pow(s.Openness, new Vector3(0.75f, 1.05f, 1.15f));
        Vector3 light = key * Lights.KeyColour + rim * Lights.RimColour
            + open * (lamp * Lights.LampColour + screen * Lights.ScreenColour + Lights.Ambient(s.SoftNormal));
        float shine = Gloss(s.Normal, s.View, Lights.KeyDirection, 0.42f) * s.KeyLight * 1.7f
            + Gloss(s.Normal, s.View, Lights.ScreenDirection, 0.36f) * 0.32f * s.Openness
            + Gloss(s.Normal, s.View, Lights.RimDirection, 0.45f) * s.RimLight;
        return albedo * light + new Vector3(0.95f, 0.98f, 1f) * (shine * gloss);
    }

    private Vector3 Sweater(in Surface s)
    {
        Vector3 weave = _model.Sweater.Weave(s.Position, out Vector3 wales);
        float height = Knit.Height(weave.X, weave.Y, weave.Z);
        Vector3 side = Vector3.Normalize(Vector3.Cross(wales, s.Normal) + new Vector3(1e-4f, 0f, 0f));
        Vector3 along = Vector3.Cross(s.Normal, side);
        const float e = 0.06f;
        float ds = Math.Clamp((Knit.Height(weave.X + e, weave.Y, weave.Z) - height) / e, -3f, 3f);
        float da = Math.Clamp((Knit.Height(weave.X, weave.Y + e, weave.Z) - height) / e, -3f, 3f);
        Vector3 normal = Vector3.Normalize(s.Normal - (side * ds + along * da) * 0.16f);
        float fuzz = Noise.Value(s.Position * 5f) * 0.07f;
        Vector3 albedo = Knit.Colour(weave) * (0.62f + 0.42f * height + fuzz);
        Vector3 lit = Matt(s with { Normal = normal }, albedo, 0f);

        // Loose fibres catch light at grazing angles.
        float graze = MathF.Pow(1f - Scalar.Saturate(Vector3.Dot(s.Normal, s.View)), 3f);
        return lit + albedo * (graze * 0.35f * (s.RimLight + s.KeyLight * 0.6f + 0.3f) * s.Openness);
    }

    private static Vector3 Plastic(in Surface s)
    {
        Vector3 lit = Matt(s, new Vector3(0.060f, 0.066f, 0.078f), 0f);
        float shine = Gloss(s.Normal, s.View, Lights.KeyDirection, 0.3f) * s.KeyLight * 1.2f
            + Gloss(s.Normal, s.View, Lights.RimDirection, 0.3f) * s.RimLight
            + Gloss(s.Normal, s.View, Lights.LampDirection, 0.3f) * 0.4f;
        return lit + new Vector3(shine * 0.9f);
    }

    private static Vector3 Matt(in Surface s, Vector3 albedo, float gloss)
    {
        var spread = new Vector3(0.12f);
        Vector3 light = Wrapped(s.Normal, s.Normal, Lights.KeyDirection, spread) * Lights.KeyColour * s.KeyLight
            + Wrapped(s.Normal, s.Normal, Lights.RimDirection, spread) * Lights.RimColour * s.RimLight
            + s.Openness * (Wrapped(s.Normal, s.Normal, Lights.LampDirection, spread) * Lights.LampColour
                + Wrapped(s.Normal, s.Normal, Lights.ScreenDirection, spread) * Lights.ScreenColour
                + Lights.Ambient(s.Normal));
        return albedo * light + new Vector3(gloss * 0.3f * Gloss(s.Normal, s.View, Lights.KeyDirection, 0.5f) * s.KeyLight);
    }

    private Vector3 Eye(in Surface s)
    {
        Vector3 h = _model.Skeleton.Head.ToLocal(s.Position);
        float side = h.X < 0f ? -1f : 1f;
        Vector3 e = h - new Vector3(side * Head.EyeCentre.X, Head.EyeCentre.Y, Head.EyeCentre.Z);
        Pose pose = _model.Skeleton.Pose;
        Frame3 gaze = Frame3.Turned(Vector3.Zero, pose.GazeYaw - side * 0.025f, pose.GazePitch, 0f);
        Vector3 albedo = EyePaint.Colour(gaze.ToLocal(e) / Head.EyeRadius);
        var spread = new Vector3(0.35f, 0.3f, 0.28f);
        float lid = 0.45f + 0.55f * Scalar.Step(0.0f, 0.75f, (_model.Head.UpperLid + 0.08f) * Head.EyeRadius - e.Y + 0.12f);
        Vector3 light = Wrapped(s.Normal, s.Normal, Lights.KeyDirection, spread) * Lights.KeyColour * (0.35f + 0.65f * s.KeyLight)
            + Wrapped(s.Normal, s.Normal, Lights.ScreenDirection, spread) * Lights.ScreenColour * 1.3f
            + Lights.Ambient(s.Normal) * 1.1f * (0.4f + 0.6f * s.Openness);
        Vector3 mirrored = Vector3.Reflect(-s.View, s.Normal);
        float glint = EyePaint.Glint(mirrored, Lights.KeyDirection) * 2.2f
            + EyePaint.Glint(mirrored, Lights.ScreenDirection) * 0.12f;
        return albedo * light * lid + new Vector3(glint);
    }

    private static Vector3 Wrapped(Vector3 soft, Vector3 fine, Vector3 towards, Vector3 spread)
    {
        float a = Vector3.Dot(soft, towards);
        float b = Vector3.Dot(fine, towards);
        var mixed = new Vector3(Scalar.Mix(b, a, 0.8f), Scalar.Mix(b, a, 0.5f), Scalar.Mix(b, a, 0.35f));
        Vector3 wrapped = (mixed + spread) / (Vector3.One + spread);
        wrapped = Vector3.Max(wrapped, Vector3.Zero);
        return wrapped * (Vector3.One - spread * 0.35f);
    }

    private static float Gloss(Vector3 normal, Vector3 view, Vector3 towards, float roughness)
    {
        float nl = Vector3.Dot(normal, towards);
        if (nl <= 0f)
        {
            return 0f;
        }

        Vector3 half = Vector3.Normalize(view + towards);
        float nh = Scalar.Saturate(Vector3.Dot(normal, half));
        float a2 = roughness * roughness * roughness * roughness;
        float q = nh * nh * (a2 - 1f) + 1f;
        float fresnel = 0.04f + 0.96f * MathF.Pow(1f - Scalar.Saturate(Vector3.Dot(view, half)), 5f);
        return MathF.Min(a2 / (MathF.PI * q * q), 20f) * fresnel * MathF.Min(nl * 3f, 1f);
    }
}
