using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Room;

/// <summary>The bed with its patterned sheets.</summary>
internal static class Bed
{
    private const float Side = 72f;
    private const float Length = 170f;

    /// <summary>Adds the bed to the room.</summary>
    public static void Add(MeshBuilder mesh)
    {
        Vector3 oak = ToneCurve.Paint(164, 118, 76);
        var wood = new Material(t => Prints.Wood(new Vector2(t.Y * 60f, t.X * 100f), oak, 20f)) { Sheen = 0.1f };
        float back = RoomModel.Back;
        mesh.Box(new Vector3(Side - 2f, 8f, back + 1f), new Vector3(176f, 92f, back + 6f), wood);
        mesh.Box(new Vector3(Side - 4f, 0f, back), new Vector3(Side + 2f, 98f, back + 7f), wood);
        mesh.Box(new Vector3(Side - 4f, 90f, back), new Vector3(177f, 97f, back + 7.5f), wood);
        mesh.Box(new Vector3(Side, 12f, back + 5f), new Vector3(176f, 30f, 0f), wood);

        var sheet = new Material(t => ToneCurve.Paint(232, 226, 214) * (1f + 0.02f * MathF.Sin(t.X * 700f)));
        mesh.Box(new Vector3(Side + 1f, 28f, back + 6f), new Vector3(175f, 50f, 0f), sheet);
        mesh.Sheet(150, 190, Duvet, new Material(t => Prints.Sheets(new Vector2(t.X * 142f, t.Y * Length))));
        mesh.Sheet(120, 40, TurnedDown, new Material(t => Prints.Stripes(new Vector2(t.Y * 34f, t.X * 142f))));
        Pillow(
            mesh, new Vector3(101f, 66f, back + 19f), 27f, 19f, 0.10f,
            new Material(t => Prints.Stripes(new Vector2(t.X * 54f, t.Y * 38f))));
        Pillow(
            mesh, new Vector3(152f, 66f, back + 18f), 25f, 19f, -0.08f,
            new Material(t => Prints.Stripes(new Vector2(t.X * 50f, t.Y * 38f))));
        Pillow(
            mesh, new Vector3(122f, 63f, back + 33f), 19f, 14f, -0.16f,
            new Material(t => Prints.Sheets(new Vector2(t.X * 38f + 40f, t.Y * 28f))));
    }

    private static Vector3 Drape(float s, float z, float lift)
    {
        // s runs along the cloth from the hem at the side over the edge and across the bed.
        float t = s - 36f;
        float over = 0.5f * (t + MathF.Sqrt(t * t + 50f));
        float down = 0.5f * (-t + MathF.Sqrt(t * t + 50f));
        float crease = 1f - MathF.Abs(Noise.Value(new Vector3(s * 0.045f + z * 0.02f, z * 0.035f, 4f)));
        float fine = 1f - MathF.Abs(Noise.Value(new Vector3(s * 0.11f - z * 0.05f, z * 0.09f, 9f)));
        float puff = 3.2f * crease * crease + 1.5f * fine * fine + 1.8f * Noise.Value(new Vector3(s * 0.03f, z * 0.03f, 1f));
        float hem = Scalar.Step(10f, -10f, t);
        float wave = hem * 2.2f * MathF.Sin(z * 0.22f + 1.5f * Noise.Value(new Vector3(z * 0.05f, 3f, 3f)));
        return new Vector3(Side + over - 3.5f - wave - puff * hem * 0.6f, 54f - down + (puff + lift) * (1f - 0.8f * hem), z);
    }

    private static Vector3 Duvet(float u, float v) => Drape(u * 142f, RoomModel.Back + 52f + v * Length, 1.5f);

    private static Vector3 TurnedDown(float u, float v)
    {
        float z = RoomModel.Back + 46f + 27f * v;
        float roll = 3.2f * MathF.Sqrt(MathF.Max(1f - MathF.Pow(MathF.Abs(2f * v - 1f), 4f), 0f));
        return Drape(u * 142f, z, 2.2f + roll);
    }

    private static void Pillow(MeshBuilder mesh, Vector3 centre, float halfWidth, float halfHeight, float turn, Material material)
    {
        Quaternion q = Quaternion.CreateFromYawPitchRoll(turn, -0.42f, turn * 0.8f);
        foreach (float face in new[] { 1f, -1f })
        {
            mesh.Sheet(36, 28, (s, t) =>
            {
                float u = s * 2f - 1f, v = t * 2f - 1f;
                float bulge = MathF.Sqrt(MathF.Max((1f - MathF.Pow(MathF.Abs(u), 3f)) * (1f - MathF.Pow(MathF.Abs(v), 3f)), 0f));
                float crumple = 0.7f * Noise.Value(new Vector3(u * 3f + centre.X, v * 3f, 2f)) * bulge;
                var local = new Vector3(
                    u * halfWidth * (1f - 0.07f * (1f - v * v)),
                    v * halfHeight * (1f - 0.08f * (1f - u * u)),
                    face * (8.5f * bulge + crumple));
                return centre + Vector3.Transform(local, q);
            }, material);
        }
    }
}
