using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The eyelashes of the upper lids, which move with every blink.</summary>
internal static class Lashes
{
    private const int PerEye = 46;

    /// <summary>The lashes for an expression, in head coordinates.</summary>
    public static IEnumerable<Strand> For(Head head)
    {
        float lid = head.UpperLid;
        for (int i = 0; i < PerEye * 2; i++)
        {
            float side = i % 2 == 0 ? 1f : -1f;
            float u = (i / 2 + 0.5f) / PerEye * 2f - 1f;
            float x = u * 1.58f;
            float r = MathF.Sqrt(MathF.Max(1.82f * 1.82f - x * x, 0.01f));
            var root = new Vector3(x, r * MathF.Sin(lid) - 0.20f * x * x + 0.07f * x, r * MathF.Cos(lid));
            root = Vector3.Normalize(root) * 1.82f;
            float jitter = Noise.Lattice(i, 7, 1) - 0.5f;
            float length = (0.40f + 0.26f * Scalar.Saturate(u) + 0.15f * jitter) * (0.75f + 0.25f * (1f - u * u));
            var outward = Vector3.Normalize(new Vector3(0.25f + u * 0.85f + 0.15f * jitter, 0.55f + lid * 0.9f, 0.8f));
            var curl = new Vector3(0f, 0.55f + 0.6f * lid, 0f);
            var points = new Vector3[4];
            for (int k = 0; k < 4; k++)
            {
                float s = k / 3f;
                Vector3 p = Head.EyeCentre + root + (outward * s + curl * (s * s)) * length;
                points[k] = p with { X = p.X * side };
            }

            yield return new Strand(points, 0.06f, 0.12f, true);
        }
    }
}
