using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Person;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Paints the skin: base tone, blush, lips, the shadow of the lids, freckles.</summary>
internal sealed class SkinPaint
{
    private static readonly Vector3 Tone = new(0.62f, 0.355f, 0.25f);
    private static readonly Vector3 Blush = new(0.66f, 0.27f, 0.215f);
    private static readonly Vector3 Lip = new(0.50f, 0.155f, 0.145f);

    private readonly PersonModel _model;

    /// <summary>Paint for one pose.</summary>
    public SkinPaint(PersonModel model) => _model = model;

    /// <summary>Reflectance at a point of the skin, and how much it shines.</summary>
    public Vector3 Colour(Vector3 position, out float gloss)
    {
        Vector3 h = _model.Skeleton.Head.ToLocal(position);
        gloss = 0.55f;
        Vector3 colour = Tone * (1f + 0.035f * Noise.Fractal(position * 0.8f, 2));
        if (h.Y < -13f || h.Y > 13f || MathF.Abs(h.X) > 9f || h.Z < -3f)
        {
            Hands(position, ref colour);
            return colour;
        }

        var q = new Vector3(MathF.Abs(h.X), h.Y, h.Z);
        float cheek = Scalar.Bell((q - new Vector3(4.4f, -2.6f, 5.6f)).Length(), 2.5f);
        float nose = Scalar.Bell((q - new Vector3(0f, -3.2f, 9.3f)).Length(), 1.3f);
        float chin = Scalar.Bell((q - new Vector3(0f, -9.6f, 7f)).Length(), 1.5f);
        colour = Vector3.Lerp(colour, Blush, Scalar.Saturate(cheek * 0.42f + nose * 0.38f + chin * 0.2f));
        gloss = 0.55f + 0.35f * nose + 0.2f * Scalar.Bell((q - new Vector3(0f, 4f, 7f)).Length(), 3f);

        colour = Freckles(h, q, colour);
        colour = Lids(q, colour);
        return Lips(q, colour, ref gloss);
    }

    private void Hands(Vector3 position, ref Vector3 colour)
    {
        foreach (ArmBones arm in new[] { _model.Skeleton.Left, _model.Skeleton.Right })
        {
            Vector3 local = arm.Hand.ToLocal(position);
            if (local.Y is > 0f and < 20f)
            {
                float tips = Scalar.Step(13f, 17f, local.Y) * 0.35f + Scalar.Bell(local.Y - 8f, 1.2f) * 0.2f;
                colour = Vector3.Lerp(colour, Blush, tips);

                // Lines of the palm.
                float palm = Scalar.Step(0.2f, 0.6f, local.Z);
                float x = local.X * -arm.Side;
                float heart = Scalar.Bell(
                    local.Y - 6.9f - 0.10f * x * x * (x > 0f ? 1f : 0.2f), 0.13f) * Scalar.Step(2.6f, 2f, MathF.Abs(x));
                float head = Scalar.Bell(local.Y - 5.6f - 0.25f * x, 0.13f) * Scalar.Step(2.4f, 1.8f, MathF.Abs(x));
                float life = Scalar.Bell(new Vector2(x - 2.9f, local.Y - 2.6f).Length() - 3.0f, 0.15f) * Scalar.Step(1.6f, 0.9f, x);
                colour *= 1f - 0.30f * palm * Scalar.Saturate(heart + head + life);
            }
        }
    }

    private static Vector3 Freckles(Vector3 h, Vector3 q, Vector3 colour)
    {
        float zone = Scalar.Bell(q.Y + 2.2f, 1.6f) * Scalar.Step(5.6f, 3.5f, q.X);
        var cell = new Vector3(MathF.Floor(h.X * 2.1f), MathF.Floor(h.Y * 2.1f), 0f);
        float size = Noise.Lattice((int)cell.X, (int)cell.Y, 5);
        var centre = new Vector2(
            (cell.X + 0.25f + 0.5f * Noise.Lattice((int)cell.X, (int)cell.Y, 1)) / 2.1f,
            (cell.Y + 0.25f + 0.5f * Noise.Lattice((int)cell.X, (int)cell.Y, 2)) / 2.1f);
        float spot = Scalar.Step(0.10f, 0.03f, (new Vector2(h.X, h.Y) - centre).Length()) * Scalar.Step(0.45f, 0.8f, size);
        return colour * (Vector3.One - new Vector3(0.14f, 0.24f, 0.28f) * (spot * zone));
    }

    private Vector3 Lids(Vector3 q, Vector3 colour)
    {
        Vector3 e = q - Head.EyeCentre;
        float r = e.Length();
        if (r > 3.4f)
        {
            return colour;
        }

        // A touch of eyeshadow, and the dark line of the lashes' roots.
        float angle = MathF.Atan2(e.Y + 0.20f * e.X * e.X - 0.07f * e.X, e.Z);
        float shade = Scalar.Bell(angle - _model.Head.UpperLid - 0.3f, 0.42f) * Scalar.Step(2.6f, 1.9f, r);
        colour = Vector3.Lerp(colour, new Vector3(0.36f, 0.18f, 0.14f), shade * 0.35f);
        float liner = Scalar.Bell(angle - _model.Head.UpperLid - 0.01f, 0.085f) * Scalar.Step(2.05f, 1.88f, r);
        return Vector3.Lerp(colour, new Vector3(0.02f, 0.012f, 0.01f), liner * 0.93f);
    }

    private Vector3 Lips(Vector3 q, Vector3 colour, ref float gloss)
    {
        Head head = _model.Head;
        float smile = _model.Skeleton.Pose.Smile;
        float open = _model.Skeleton.Pose.MouthOpen;
        float width = 2.3f + 0.28f * smile - 0.25f * open;
        float x = q.X / width;
        if (x > 1.1f || q.Z < 5f)
        {
            return colour;
        }

        float line = head.LipLine(q.X);
        float taper = MathF.Sqrt(MathF.Max(1f - x * x, 0f));
        float bow = 0.62f + 0.13f * Scalar.Step(0f, 0.28f, x) - 0.10f * Scalar.Step(0.3f, 1f, x);
        float top = line + bow * taper;
        float bottom = line - (0.98f + 0.5f * open) * taper;
        float lip = Scalar.Step(top + 0.10f, top - 0.10f, q.Y) * Scalar.Step(bottom - 0.12f, bottom + 0.12f, q.Y)
            * Scalar.Step(1.06f, 0.95f, x);
        colour = Vector3.Lerp(colour, Lip * (0.92f + 0.16f * Noise.Value(new Vector3(q.X * 7f, q.Y * 0.7f, 2f))), lip * 0.88f);
        gloss += 0.55f * lip;

        float middle = line - 0.12f - 0.27f * open;
        float seam = Scalar.Step(
            0.10f + 0.40f * open * taper, 0.02f + 0.26f * open * taper, MathF.Abs(q.Y - middle)) * Scalar.Step(1.05f, 0.95f, x);
        float inside = Scalar.Step(7.55f, 7.2f, q.Z) * open + 0.62f;
        return Vector3.Lerp(colour, new Vector3(0.10f, 0.018f, 0.018f), Scalar.Saturate(seam * inside));
    }
}
