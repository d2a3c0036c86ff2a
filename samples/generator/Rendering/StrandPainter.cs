using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Person;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Draws hairs, brows and lashes over the solid actor as soft lines, far ones first.</summary>
internal sealed class StrandPainter
{
    private const float MostLag = 1.4f;

    private readonly Camera _camera;
    private readonly IReadOnlyList<Strand> _strands;
    private readonly List<Line> _lines = [];

    /// <summary>A painter for one groom.</summary>
    public StrandPainter(Camera camera, IReadOnlyList<Strand> strands)
    {
        _camera = camera;
        _strands = strands;
    }

    /// <summary>Draws all hairs of a pose; <paramref name="earlier"/> is the head a moment ago, which the tips still follow.</summary>
    public void Draw(Layer layer, PersonModel model, LightTerms[] terms, Frame3 earlier)
    {
        _lines.Clear();
        Frame3 head = model.Skeleton.Head;
        foreach (Strand strand in _strands)
        {
            AddStrand(strand, head, earlier, layer, terms, model.Skeleton.Pose.BrowRaise);
        }

        foreach (Strand lash in Lashes.For(model.Head))
        {
            AddStrand(lash, head, head, layer, terms, 0f);
        }

        Line[] sorted = [.. _lines];
        float[] keys = Array.ConvertAll(sorted, l => -MathF.Max(l.A.Z, l.B.Z));
        Array.Sort(keys, sorted);
        foreach (Line line in sorted)
        {
            Paint(layer, line);
        }
    }

    private void AddStrand(Strand strand, Frame3 head, Frame3 earlier, Layer layer, LightTerms[] terms, float browRaise)
    {
        int count = strand.Points.Length;
        Span<Vector3> world = stackalloc Vector3[count];
        for (int i = 0; i < count; i++)
        {
            Vector3 p = strand.Points[i];
            if (strand.Brow)
            {
                p += new Vector3(0f, 0.38f, -0.07f) * browRaise;
                world[i] = head.ToWorld(p);
            }
            else
            {
                float follow = Scalar.Step(2f, -13f, p.Y) * 0.6f;
                Vector3 now = head.ToWorld(p);
                Vector3 behind = earlier.ToWorld(p) - now;
                world[i] = now + behind * (follow * MostLag / (MostLag + behind.Length()));
            }
        }

        Vector3 before = _camera.Project(world[0]);
        float light = 1f;
        for (int i = 1; i < count; i++)
        {
            Vector3 after = _camera.Project(world[i]);
            Vector3 tangent = Vector3.Normalize(world[i] - world[i - 1]);
            Vector3 view = Vector3.Normalize(Camera.Position - world[i]);
            Vector3 local = strand.Points[i];
            Vector3 normal = head.DirectionToWorld(
                Vector3.Normalize(new Vector3(local.X, MathF.Max(local.Y - 2f, -1f) * 0.9f, local.Z + 2f)));
            bool seen = strand.Brow || Vector3.Dot(normal, view) > -0.35f;
            if (seen && !strand.Brow)
            {
                light = Scalar.Mix(light, KeyLightAt(layer, terms, after, light), 0.5f);
            }

            float s = (float)i / (count - 1);
            float taper = strand.Brow ? 1f - 0.7f * s : 1f - 0.75f * Scalar.Step(0.72f, 1f, s);
            if (seen)
            {
                float open = strand.Brow ? 0.75f : 0.70f + 0.30f * Scalar.Step(0f, 0.25f, s);
                Vector3 shade = strand.Brow
                    ? HairShading.Base * (strand.Tint * 0.55f)
                    : HairShading.Light(tangent, normal, view, strand.Tint, light, open);
                Vector3 colour = ToneCurve.ToDisplay(shade);
                float width = strand.Width * taper * _camera.Scale(world[i]);
                _lines.Add(new Line(before, after, colour, width));
            }

            before = after;
        }
    }

    private static float KeyLightAt(Layer layer, LightTerms[] terms, Vector3 place, float otherwise)
    {
        // Light was gathered on the solid surface right below the hair.
        int x = (int)place.X / LightTerms.Stride * LightTerms.Stride;
        int y = (int)place.Y / LightTerms.Stride * LightTerms.Stride;
        if (place.X < 0f || place.Y < 0f || x < 0 || y < 0 || x >= layer.Width || y >= layer.Height)
        {
            return otherwise;
        }

        int i = y * layer.Width + x;
        return MathF.Abs(layer.Depth[i] - place.Z) < 1.5f ? terms[i].Key : otherwise;
    }

    private static void Paint(Layer layer, in Line line)
    {
        var a = new Vector2(line.A.X, line.A.Y);
        var b = new Vector2(line.B.X, line.B.Y);
        Vector2 ab = b - a;
        float length2 = MathF.Max(ab.LengthSquared(), 1e-6f);
        float half = MathF.Max(line.Width, 1f) * 0.5f;
        float strength = MathF.Min(line.Width, 1f) * 0.9f;
        int x0 = Math.Max((int)MathF.Floor(MathF.Min(a.X, b.X) - half - 1f), 0);
        int x1 = Math.Min((int)MathF.Ceiling(MathF.Max(a.X, b.X) + half + 1f), layer.Width - 1);
        int y0 = Math.Max((int)MathF.Floor(MathF.Min(a.Y, b.Y) - half - 1f), 0);
        int y1 = Math.Min((int)MathF.Ceiling(MathF.Max(a.Y, b.Y) + half + 1f), layer.Height - 1);
        for (int y = y0; y <= y1; y++)
        {
            for (int x = x0; x <= x1; x++)
            {
                Vector2 p = new Vector2(x + 0.5f, y + 0.5f) - a;
                float t = Vector2.Dot(p, ab) / length2;
                if (t < 0f || t >= 1f)
                {
                    continue;
                }

                float distance = (p - ab * t).Length();
                float cover = Scalar.Saturate(half + 0.5f - distance) * strength;
                int index = y * layer.Width + x;
                float behind = line.A.Z + (line.B.Z - line.A.Z) * t - layer.Depth[index];
                cover *= Scalar.Step(0.7f, 0.25f, behind);
                if (cover > 0.004f)
                {
                    layer.Over(index, line.Colour, cover);
                }
            }
        }
    }

    private readonly record struct Line(Vector3 A, Vector3 B, Vector3 Colour, float Width);
}
