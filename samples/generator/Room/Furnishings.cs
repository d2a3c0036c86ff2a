using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Room;

/// <summary>Bedside table, lamp, plant, rug and a string of small lights.</summary>
internal static class Furnishings
{
    /// <summary>Middle of the lamp's shade.</summary>
    public static readonly Vector3 LampCentre = new(51f, 92f, -207f);

    /// <summary>Adds them to the room.</summary>
    public static void Add(MeshBuilder mesh)
    {
        BedsideTable(mesh);
        Lamp(mesh);
        Plant(mesh);
        Rug(mesh);
        StringOfLights(mesh);
    }

    private static void BedsideTable(MeshBuilder mesh)
    {
        var wood = new Material(t =>
            ToneCurve.Paint(226, 224, 216) * (1f + 0.02f * Noise.Value(new Vector3(t.X * 30f, t.Y * 4f, 6f))))
        { Sheen = 0.05f };
        float back = RoomModel.Back;
        mesh.Box(new Vector3(34f, 0f, back + 4f), new Vector3(67f, 54f, back + 38f), wood);
        mesh.Box(new Vector3(33f, 54f, back + 3f), new Vector3(68f, 56.5f, back + 40f), wood);
        var brass = new Material(_ => ToneCurve.Paint(196, 148, 74)) { Sheen = 0.8f };
        foreach (float y in new[] { 18f, 42f })
        {
            mesh.Box(new Vector3(35.5f, y - 9f, back + 38f), new Vector3(65.5f, y + 9f, back + 39f), wood);
            mesh.Turned(
                new Vector3(50.5f, y, back + 39f), Vector3.UnitZ, 16, 8,
                v => new Vector2(1.4f * MathF.Sqrt(MathF.Max(1f - v * v, 0f)) + 0.01f, 1.8f * v), brass);
        }

        mesh.Turned(
            new Vector3(39f, 56.5f, back + 30f), Vector3.UnitY, 24, 8, v => new Vector2(v < 0.05f ? 2.4f : 3.1f + 0.5f * v, 8f * v),
            Material.Even(ToneCurve.Paint(198, 92, 70)));
    }

    private static void Lamp(MeshBuilder mesh)
    {
        Vector3 foot = LampCentre with { Y = 56.5f };
        var glaze = new Material(_ => ToneCurve.Paint(60, 108, 112)) { Sheen = 0.4f };
        mesh.Turned(
            foot, Vector3.UnitY, 32, 24,
            v => new Vector2(2f + 5.2f * MathF.Sin(MathF.PI * (0.15f + 0.8f * v)) * (1f - 0.45f * v), 18f * v), glaze);
        mesh.Turned(
            foot + new Vector3(0f, 18f, 0f), Vector3.UnitY, 12, 2, v => new Vector2(0.8f, 8f * v),
            Material.Even(ToneCurve.Paint(180, 140, 80)));
        var shade = new Material(_ => ToneCurve.Paint(240, 222, 190))
        {
            Glow = t => new Vector3(1.05f, 0.66f, 0.34f) * (0.62f + 0.75f * Scalar.Bell(t.Y - 0.42f, 0.5f) + 0.02f * MathF.Sin(t.X * 500f)),
        };
        mesh.Turned(LampCentre - new Vector3(0f, 12f, 0f), Vector3.UnitY, 48, 8, v => new Vector2(14f - 5f * v, 24f * v), shade);
    }

    private static void Plant(MeshBuilder mesh)
    {
        var foot = new Vector3(-118f, 0f, -196f);
        Material pot = Material.Even(ToneCurve.Paint(204, 126, 92));
        mesh.Turned(foot, Vector3.UnitY, 32, 6, v => new Vector2(12f + 5f * v, 30f * v), pot);
        mesh.Turned(
            foot + new Vector3(0f, 26f, 0f), Vector3.UnitY, 24, 2, v => new Vector2(16f * (1f - v) + 0.01f, 0.5f),
            Material.Even(new Vector3(0.03f, 0.02f, 0.015f)));
        for (int i = 0; i < 17; i++)
        {
            float angle = i * 2.4f;
            float rise = 34f + 44f * Noise.Lattice(i, 1, 11);
            float reach = 14f + 20f * Noise.Lattice(i, 2, 11);
            int leafIndex = i;
            var outward = new Vector3(MathF.Cos(angle), 0f, MathF.Sin(angle));
            var across = new Vector3(-outward.Z, 0f, outward.X);
            var leaf = new Material(t => LeafColour(t, leafIndex)) { Sheen = 0.15f };
            mesh.Sheet(10, 20, (u, v) =>
            {
                float w = u * 2f - 1f;
                float half = 6.4f * MathF.Pow(MathF.Max(MathF.Sin(MathF.PI * Scalar.Step(0.34f, 1.02f, v)), 0f), 0.7f) + 0.35f;
                Vector3 spine = foot + new Vector3(0f, 26f, 0f)
                    + outward * (reach * v * (0.4f + 0.6f * v)) + Vector3.UnitY * (rise * (v - 0.42f * v * v * v));
                return spine + across * (w * half) + Vector3.UnitY * (MathF.Abs(w) * half * 0.30f);
            }, leaf);
        }
    }

    private static Vector3 LeafColour(Vector2 t, int leaf)
    {
        Vector3 green = Vector3.Lerp(ToneCurve.Paint(52, 98, 56), ToneCurve.Paint(96, 140, 72), Noise.Lattice(leaf, 4, 4));
        float rib = Scalar.Step(0.05f, 0.02f, MathF.Abs(t.X - 0.5f));
        float vein = Scalar.Step(0.86f, 0.95f, MathF.Cos((t.Y * 9f - MathF.Abs(t.X - 0.5f) * 4f) * MathF.Tau));
        return green * (1f + 0.45f * rib + 0.22f * vein);
    }

    private static void Rug(MeshBuilder mesh)
    {
        Vector3 red = ToneCurve.Paint(150, 66, 54), cream = ToneCurve.Paint(224, 206, 176), blue = ToneCurve.Paint(52, 74, 100);
        var weave = new Material(t =>
        {
            float x = t.X * 140f, y = t.Y * 100f;
            float edge = MathF.Min(MathF.Min(x, 140f - x), MathF.Min(y, 100f - y));
            float diamond = Scalar.Fract((MathF.Abs(Scalar.Fract(x / 18f) - 0.5f) + MathF.Abs(Scalar.Fract(y / 18f) - 0.5f)) * 3f);
            Vector3 colour = edge < 4f ? cream : edge < 9f ? blue : diamond < 0.33f ? cream : diamond < 0.66f ? red : blue;
            return colour * (0.9f + 0.1f * MathF.Sin(x * 9f) * MathF.Sin(y * 9f));
        });
        mesh.Sheet(
            40, 30,
            (u, v) => new Vector3(-100f + 140f * u, 0.8f + 0.3f * Noise.Value(new Vector3(u * 6f, v * 6f, 1f)), -60f - 100f * v), weave);
    }

    private static void StringOfLights(MeshBuilder mesh)
    {
        Material wire = Material.Even(new Vector3(0.02f, 0.03f, 0.02f));
        var bulb = new Material(_ => Vector3.One) { Glow = _ => new Vector3(1.9f, 1.25f, 0.62f) };
        Vector3? before = null;
        for (int i = 0; i <= 44; i++)
        {
            float u = i / 44f;
            float sag = MathF.Abs(MathF.Sin(u * MathF.PI * 3f));
            var p = new Vector3(-56f + 230f * u, 194f - 8.5f * sag, RoomModel.Back + 1.5f);
            if (before is { } last)
            {
                mesh.Turned(last, p - last, 5, 1, v => new Vector2(0.18f, (p - last).Length() * v), wire);
            }

            if (i % 2 == 1)
            {
                mesh.Turned(
                    p - new Vector3(0f, 2.2f, -0.4f), Vector3.UnitY, 10, 8,
                    v => new Vector2(0.75f * MathF.Sin(MathF.PI * v) + 0.01f, 2f * v), bulb);
            }

            before = p;
        }
    }
}
