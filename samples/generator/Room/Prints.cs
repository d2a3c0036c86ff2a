using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Room;

/// <summary>Patterns of the room's paper, cloth and wood.</summary>
internal static class Prints
{
    private static readonly Vector3 Navy = ToneCurve.Paint(38, 56, 92);
    private static readonly Vector3 Gold = ToneCurve.Paint(226, 178, 84);
    private static readonly Vector3 Cream = ToneCurve.Paint(236, 229, 212);

    /// <summary>Cream sheets with navy moons and stars and golden dots; coordinates in centimetres.</summary>
    public static Vector3 Sheets(Vector2 p)
    {
        Vector3 colour = Cream * (0.97f + 0.03f * MathF.Sin(p.X * 14f) * MathF.Sin(p.Y * 14f));
        const float pitch = 13f;
        int row = (int)MathF.Floor(p.Y / pitch);
        float x = p.X / pitch + (row & 1) * 0.5f;
        int column = (int)MathF.Floor(x);
        var c = new Vector2((x - column - 0.5f) * pitch, p.Y - (row + 0.5f) * pitch);
        float turn = Noise.Lattice(column, row, 3) * 2f - 1f;
        c = Vector2.Transform(c, Matrix3x2.CreateRotation(turn * 0.6f));
        float mark = Noise.Lattice(column, row, 4) < 0.5f ? Moon(c) : Star(c, 2.9f);
        colour = Vector3.Lerp(colour, Navy, mark);

        // Small stars between the large marks.
        var s = new Vector2((Scalar.Fract(x + 0.5f) - 0.5f) * pitch, (Scalar.Fract(p.Y / pitch) - 0.5f) * pitch);
        colour = Vector3.Lerp(colour, Gold, Scalar.Step(0.95f, 0.75f, s.Length()));
        var d = new Vector2((Scalar.Fract(x + 0.25f) - 0.5f) * pitch, (Scalar.Fract(p.Y / pitch + 0.5f) - 0.5f) * pitch);
        return Vector3.Lerp(colour, Navy, Scalar.Step(0.55f, 0.4f, d.Length()));
    }

    /// <summary>Cream pillow cases with navy stripes; coordinates in centimetres.</summary>
    public static Vector3 Stripes(Vector2 p)
    {
        float wide = Scalar.Step(0.62f, 0.68f, MathF.Abs(Scalar.Fract(p.X / 5.2f) * 2f - 1f));
        float fine = Scalar.Step(0.84f, 0.88f, MathF.Abs(Scalar.Fract(p.X / 5.2f + 0.5f) * 2f - 1f));
        return Vector3.Lerp(Cream, Navy, Scalar.Saturate(wide + fine * 0.6f));
    }

    /// <summary>The poster: a low sun over ridges and water, with a title; coordinates 0..1.</summary>
    public static Vector3 Poster(Vector2 t)
    {
        var p = new Vector2(t.X * 3f, t.Y * 4.2f);
        if (p.X < 0.16f || p.X > 2.84f || p.Y < 0.16f || p.Y > 4.04f)
        {
            return Cream;
        }

        Vector3 colour = Vector3.Lerp(ToneCurve.Paint(242, 186, 120), ToneCurve.Paint(58, 96, 128), Scalar.Step(1.7f, 4f, p.Y));
        float sun = (p - new Vector2(1.75f, 2.45f)).Length();
        float ray = Scalar.Fract((p.Y - 1.6f) * 5.5f) < 0.16f + 0.35f * (2.6f - p.Y) ? 0f : 1f;
        colour = Vector3.Lerp(colour, ToneCurve.Paint(236, 92, 64), Scalar.Step(0.79f, 0.77f, sun) * ray);
        Vector3[] ridges =
        [
            ToneCurve.Paint(122, 112, 138), ToneCurve.Paint(70, 84, 118), ToneCurve.Paint(34, 58, 84), ToneCurve.Paint(20, 38, 52),
        ];
        for (int i = 0; i < ridges.Length; i++)
        {
            float height = 1.95f - 0.30f * i + (0.30f - 0.03f * i) * Noise.Fractal(new Vector3(p.X * (1.1f + 0.3f * i), i * 7.3f, 0f), 4);
            colour = p.Y < height ? ridges[i] : colour;
        }

        if (p.Y < 0.72f)
        {
            return Letters(p, colour);
        }

        return colour;
    }

    /// <summary>Wooden boards; coordinates in centimetres, the grain runs along y.</summary>
    public static Vector3 Wood(Vector2 p, Vector3 tone, float board)
    {
        int plank = (int)MathF.Floor(p.X / board);
        float shift = Noise.Lattice(plank, 9, 1) * 60f;
        float ring = Noise.Fractal(new Vector3(p.X * 0.5f, (p.Y + shift) * 0.03f, plank * 3.1f), 4);
        float grain = Noise.Value(new Vector3(p.X * 5f, (p.Y + shift) * 0.18f, plank));
        float gap = Scalar.Step(0f, 0.25f, MathF.Abs(Scalar.Fract(p.X / board + 0.5f) - 0.5f) * board);
        return tone * ((1f + 0.22f * MathF.Sin(ring * 14f) * 0.5f + 0.10f * grain
            + 0.16f * (Noise.Lattice(plank, 2, 2) - 0.5f)) * (0.45f + 0.55f * gap));
    }

    /// <summary>A book's spine: bands and a title of small marks; coordinates 0..1.</summary>
    public static Vector3 Spine(Vector2 t, int book)
    {
        float hue = Noise.Lattice(book, 1, 1);
        Vector3[] covers =
        [
            ToneCurve.Paint(158, 52, 48), ToneCurve.Paint(38, 74, 96), ToneCurve.Paint(214, 182, 122), ToneCurve.Paint(46, 92, 74),
            ToneCurve.Paint(226, 220, 206), ToneCurve.Paint(84, 62, 96), ToneCurve.Paint(222, 138, 62), ToneCurve.Paint(30, 34, 42),
        ];
        Vector3 cover = covers[(int)(hue * 7.99f)];
        Vector3 ink = cover.Y > 0.35f ? ToneCurve.Paint(40, 36, 40) : Cream;
        float band = MathF.Min(MathF.Abs(t.Y - 0.12f), MathF.Abs(t.Y - 0.88f));
        Vector3 colour = Vector3.Lerp(cover, ink, Scalar.Step(0.022f, 0.014f, band) * 0.8f);
        bool title = t.Y > 0.26f && t.Y < 0.26f + 0.4f * (0.6f + 0.4f * Noise.Lattice(book, 2, 1)) && MathF.Abs(t.X - 0.5f) < 0.22f;
        float letter = Scalar.Fract(t.Y * 21f);
        float stroke = Noise.Lattice((int)(t.Y * 63f), (int)(t.X * 9f), book);
        return title && letter < 0.7f && stroke > 0.35f ? ink : colour;
    }

    /// <summary>What is seen through the windows: sky over blurred trees; coordinates 0..1.</summary>
    public static Vector3 Outside(Vector2 t)
    {
        float tree = 0.42f + 0.16f * Noise.Fractal(new Vector3(t.X * 4f, 0f, 2f), 3);
        Vector3 sky = Vector3.Lerp(new Vector3(0.95f, 0.97f, 1.0f), new Vector3(0.66f, 0.82f, 1.0f), t.Y);
        Vector3 leaves = new Vector3(0.30f, 0.42f, 0.20f) * (0.75f + 0.5f * Noise.Fractal(new Vector3(t.X * 14f, t.Y * 14f, 1f), 3));
        return Vector3.Lerp(leaves, sky, Scalar.Step(tree - 0.07f, tree + 0.07f, t.Y));
    }

    private static Vector3 Letters(Vector2 p, Vector3 ground)
    {
        // A title nobody can read, but made of distinct signs.
        float line = p.Y > 0.42f ? 0.56f : 0.3f;
        float height = p.Y > 0.42f ? 0.1f : 0.045f;
        float pitch = p.Y > 0.42f ? 0.2f : 0.085f;
        float from = p.Y > 0.42f ? 0.5f : 0.8f;
        if (MathF.Abs(p.Y - line) > height || p.X < from || p.X > 3f - from)
        {
            return ground;
        }

        int sign = (int)MathF.Floor(p.X / pitch);
        float x = Scalar.Fract(p.X / pitch);
        float y = (p.Y - line) / height;
        bool upright = x is > 0.12f and < 0.3f;
        bool bar = x < 0.75f && MathF.Abs(y - (Noise.Lattice(sign, 1, 8) > 0.5f ? 0.8f : -0.8f)) < 0.2f;
        bool second = Noise.Lattice(sign, 2, 8) > 0.45f && x is > 0.57f and < 0.75f;
        bool middle = Noise.Lattice(sign, 3, 8) > 0.5f && x < 0.75f && MathF.Abs(y) < 0.18f;
        return Noise.Lattice(sign, 4, 8) > 0.13f && (upright || bar || second || middle) && x > 0.12f ? Cream : ground;
    }

    private static float Moon(Vector2 c)
    {
        float outer = Scalar.Step(3.0f, 2.85f, c.Length());
        float bite = Scalar.Step(2.35f, 2.5f, (c - new Vector2(1.25f, 0.5f)).Length());
        return outer * bite;
    }

    private static float Star(Vector2 c, float size)
    {
        float angle = MathF.Atan2(c.X, c.Y);
        float wedge = MathF.Abs(Scalar.Fract(angle / MathF.Tau * 5f + 0.5f) - 0.5f) * 2f;
        float edge = size * (1f - 0.58f * wedge);
        return Scalar.Step(edge + 0.08f, edge - 0.08f, c.Length());
    }
}
