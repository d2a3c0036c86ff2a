using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Room;

/// <summary>The bedroom: walls, windows and what stands along the walls. Nothing in it exists anywhere.</summary>
internal static class RoomModel
{
    /// <summary>Left wall.</summary>
    public const float Left = -150f;

    /// <summary>Back wall.</summary>
    public const float Back = -230f;

    private const float Right = 178f;
    private const float Front = 160f;
    private const float Ceiling = 248f;

    private static readonly Vector3 White = ToneCurve.Paint(232, 229, 221);
    private static readonly Vector3 Boards = ToneCurve.Paint(158, 144, 128);
    private static readonly Vector3 Walnut = ToneCurve.Paint(112, 76, 50);

    /// <summary>Builds all surfaces.</summary>
    public static Bvh Build()
    {
        var mesh = new MeshBuilder();
        Walls(mesh);
        Windows(mesh);
        Door(mesh);
        Shelf(mesh);
        Pictures(mesh);
        Bed.Add(mesh);
        Furnishings.Add(mesh);
        return new Bvh(mesh.Triangles);
    }

    private static void Walls(MeshBuilder mesh)
    {
        Vector3 sage = ToneCurve.Paint(166, 178, 164);
        var painted = new Material(t => sage * (1f + 0.025f * Noise.Fractal(new Vector3(t.X * 60f, t.Y * 40f, 0f), 3)));
        Material plain = Material.Even(ToneCurve.Paint(226, 222, 212));
        var floor = new Material(t => Prints.Wood(new Vector2(t.X * (Right - Left), t.Y * (Front - Back)), Boards, 14f)) { Sheen = 0.2f };
        float width = Right - Left, depth = Front - Back;
        mesh.Quad(new Vector3(Left, 0f, Front), new Vector3(width, 0f, 0f), new Vector3(0f, 0f, -depth), floor);
        mesh.Quad(new Vector3(Left, Ceiling, Back), new Vector3(width, 0f, 0f), new Vector3(0f, 0f, depth), plain);
        mesh.Quad(new Vector3(Left, 0f, Back), new Vector3(width, 0f, 0f), new Vector3(0f, Ceiling, 0f), painted);
        mesh.Quad(new Vector3(Right, 0f, Back), new Vector3(0f, 0f, depth), new Vector3(0f, Ceiling, 0f), painted);
        mesh.Quad(new Vector3(Right, 0f, Front), new Vector3(-width, 0f, 0f), new Vector3(0f, Ceiling, 0f), plain);
        Material board = Material.Even(White);
        mesh.Box(new Vector3(-58f, 0f, Back), new Vector3(Right, 9f, Back + 1.6f), board);
        mesh.Box(new Vector3(Left, 0f, Back), new Vector3(Left + 1.6f, 9f, Front), board);
        mesh.Box(new Vector3(Right - 1.6f, 0f, Back), new Vector3(Right, 9f, Front), board);
    }

    private static void Windows(MeshBuilder mesh)
    {
        // The left wall is built around its two openings.
        Vector3 sage = ToneCurve.Paint(166, 178, 164);
        Material wall = Material.Even(sage);
        (float From, float To)[] openings = [(-214f, -112f), (0f, 130f)];
        (float From, float To)[] piers = [(Back, -214f), (-112f, 0f), (130f, Front)];
        foreach ((float from, float to) in piers)
        {
            mesh.Quad(new Vector3(Left, 0f, to), new Vector3(0f, 0f, from - to), new Vector3(0f, Ceiling, 0f), wall);
        }

        Material frame = Material.Even(White);
        foreach ((float from, float to) in openings)
        {
            mesh.Quad(new Vector3(Left, 0f, to), new Vector3(0f, 0f, from - to), new Vector3(0f, 86f, 0f), wall);
            mesh.Quad(new Vector3(Left, 208f, to), new Vector3(0f, 0f, from - to), new Vector3(0f, Ceiling - 208f, 0f), wall);
            mesh.Box(new Vector3(Left - 12f, 83f, from - 3f), new Vector3(Left + 4f, 86f, to + 3f), frame);
            mesh.Box(new Vector3(Left - 12f, 206f, from), new Vector3(Left + 1f, 211f, to), frame);
            mesh.Box(new Vector3(Left - 12f, 86f, from - 2f), new Vector3(Left + 1f, 208f, from + 4f), frame);
            mesh.Box(new Vector3(Left - 12f, 86f, to - 4f), new Vector3(Left + 1f, 208f, to + 2f), frame);
            float middle = (from + to) * 0.5f;
            mesh.Box(new Vector3(Left - 8f, 86f, middle - 2.5f), new Vector3(Left - 4f, 208f, middle + 2.5f), frame);
            mesh.Box(new Vector3(Left - 8f, 164f, from), new Vector3(Left - 5f, 167f, to), frame);
        }

        var sky = new Material(_ => Vector3.Zero) { Glow = t => Prints.Outside(t) * 1.35f, Sky = true };
        mesh.Quad(new Vector3(Left - 90f, -20f, 400f), new Vector3(0f, 0f, -900f), new Vector3(0f, 420f, 0f), sky);
        var linen = new Material(t => ToneCurve.Paint(226, 214, 192) * (1f + 0.06f * MathF.Sin(t.X * 900f) * MathF.Sin(t.Y * 1400f)));
        mesh.Sheet(90, 30, (u, v) => new Vector3(
            Left + 7f + (2.6f + 1.2f * v) * MathF.Sin(u * MathF.Tau * 5.5f + 0.5f * MathF.Sin(v * 5f)),
            14f + 208f * v,
            Back + 3f + 23f * u * (1.05f - 0.12f * v)), linen);
        mesh.Turned(new Vector3(Left + 7f, 223f, Back + 1f), Vector3.UnitZ, 12, 2, v => new Vector2(1.3f, 160f * v), Material.Even(Walnut));
    }

    private static void Door(MeshBuilder mesh)
    {
        Material leaf = new(t => ToneCurve.Paint(236, 233, 226) * (1f + 0.015f * Noise.Value(new Vector3(t.X * 40f, t.Y * 6f, 4f))));
        Material frame = Material.Even(White);
        mesh.Box(new Vector3(-144f, 0f, Back), new Vector3(-136f, 211f, Back + 3f), frame);
        mesh.Box(new Vector3(-64f, 0f, Back), new Vector3(-56f, 211f, Back + 3f), frame);
        mesh.Box(new Vector3(-144f, 203f, Back), new Vector3(-56f, 211f, Back + 3f), frame);
        mesh.Box(new Vector3(-136f, 1f, Back), new Vector3(-64f, 203f, Back + 1.2f), leaf);
        foreach ((float low, float high) in new[] { (14f, 84f), (108f, 192f) })
        {
            foreach (float x in new[] { -127f, -97f })
            {
                mesh.Bevelled(new Vector3(x, low, Back + 1.2f), new Vector2(24f, high - low), 2.2f, 1.4f, leaf);
                mesh.Bevelled(new Vector3(x + 4f, low + 4f, Back + 2.58f), new Vector2(16f, high - low - 8f), 1.8f, -1.3f, leaf);
            }
        }

        var brass = new Material(_ => ToneCurve.Paint(196, 148, 74)) { Sheen = 0.8f };
        var knob = new Vector3(-69.3f, 97f, Back + 1.2f);
        mesh.Box(new Vector3(-71.6f, 84f, Back + 1.2f), new Vector3(-67f, 104f, Back + 1.7f), brass);
        mesh.Turned(knob, Vector3.UnitZ, 28, 24, v =>
        {
            float ball = MathF.Sin(MathF.Acos(Math.Clamp((v - 0.72f) / 0.28f, -1f, 1f)));
            return new Vector2(v < 0.5f ? 1.1f : MathF.Max(3.1f * ball, 0.01f), v * 7.2f);
        }, brass);
        mesh.Turned(
            new Vector3(-69.3f, 89f, Back + 1.75f), Vector3.UnitZ, 16, 2, v => new Vector2(0.55f * (1f - v), 0.05f),
            Material.Even(new Vector3(0.01f)));
        foreach (float y in new[] { 28f, 178f })
        {
            mesh.Turned(new Vector3(-136f, y, Back + 2.2f), Vector3.UnitY, 10, 2, v => new Vector2(0.9f, v * 9f), brass);
        }
    }

    private static void Shelf(MeshBuilder mesh)
    {
        var wood = new Material(t => Prints.Wood(new Vector2(t.Y * 20f, t.X * 110f), Walnut, 20f));
        mesh.Box(new Vector3(-46f, 158f, Back), new Vector3(70f, 161f, Back + 22f), wood);
        mesh.Box(new Vector3(-38f, 146f, Back), new Vector3(-35f, 158f, Back + 14f), wood);
        mesh.Box(new Vector3(59f, 146f, Back), new Vector3(62f, 158f, Back + 14f), wood);
        float x = -44f;
        for (int i = 0; x < 42f; i++)
        {
            int book = i;
            float thick = 1.9f + 2.8f * Noise.Lattice(i, 0, 7);
            float high = 17f + 8f * Noise.Lattice(i, 1, 7);
            float deep = 12f + 5f * Noise.Lattice(i, 2, 7);
            bool leaning = i is 11 or 19;
            if (leaning)
            {
                x += 3.6f;
            }

            mesh.Box(
                new Vector3(x, 161f, Back + 3f), new Vector3(x + thick, 161f + high, Back + 3f + deep),
                new Material(t => Prints.Spine(t, book)), 0f, leaning ? 0.16f : 0f);
            x += thick + (leaning ? 0.8f : 0.12f);
        }

        for (int i = 0; i < 3; i++)
        {
            int book = 40 + i;
            mesh.Box(
                new Vector3(46f + i, 161f + 3.1f * i, Back + 3f), new Vector3(66f - 1.5f * i, 164f + 3.1f * i, Back + 17f),
                new Material(t => Prints.Spine(new Vector2(t.Y, t.X), book)), 0.06f * i);
        }
    }

    private static void Pictures(MeshBuilder mesh)
    {
        mesh.Box(new Vector3(84f, 102f, Back), new Vector3(138f, 177f, Back + 1.8f), Material.Even(new Vector3(0.025f)));
        mesh.Quad(new Vector3(86f, 104f, Back + 1.85f), new Vector3(50f, 0f, 0f), new Vector3(0f, 71f, 0f), new Material(Prints.Poster));
        for (int i = 0; i < 4; i++)
        {
            int card = i;
            var corner = new Vector3(147f + 13f * (i % 2), 128f - 17f * (i / 2) + 2f * Noise.Lattice(i, 3, 3), Back + 0.5f);
            float tilt = 0.16f * (Noise.Lattice(i, 5, 5) - 0.5f);
            var across = new Vector3(MathF.Cos(tilt), MathF.Sin(tilt), 0f);
            var up = new Vector3(-MathF.Sin(tilt), MathF.Cos(tilt), 0f);
            mesh.Quad(corner, across * 10.5f, up * 13f, new Material(t => Snapshot(t, card)));
        }
    }

    private static Vector3 Snapshot(Vector2 t, int card)
    {
        if (t.X < 0.08f || t.X > 0.92f || t.Y < 0.24f || t.Y > 0.93f)
        {
            return ToneCurve.Paint(240, 238, 230);
        }

        float a = Noise.Fractal(new Vector3(t.X * 2.5f, t.Y * 2.5f, card * 5f), 4);
        float hill = 0.5f + 0.2f * Noise.Fractal(new Vector3(t.X * 3f, card, 0f), 3);
        Vector3 sky = Vector3.Lerp(ToneCurve.Paint(120, 170, 206), ToneCurve.Paint(244, 208, 170), Scalar.Saturate(0.5f + a));
        Vector3 land = Vector3.Lerp(ToneCurve.Paint(60, 84, 52), ToneCurve.Paint(172, 132, 84), Scalar.Saturate(0.4f + 0.3f * card - a));
        return t.Y > hill ? sky : land;
    }
}
