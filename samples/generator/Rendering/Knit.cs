using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Rendering;

/// <summary>The pattern of the knitted cloth.</summary>
internal static class Knit
{
    private const float Wale = 0.74f;
    private const float Course = 0.58f;

    /// <summary>Height of the yarn, 0..1.</summary>
    /// <param name="u">Across the wales, centimetres.</param>
    /// <param name="v">Along the wales, centimetres.</param>
    /// <param name="ribbing">1 for ribbed edges, 0 for plain knit.</param>
    public static float Height(float u, float v, float ribbing)
    {
        if (ribbing > 0.5f)
        {
            float rib = MathF.Abs(MathF.Sin(u * MathF.PI / 0.95f));
            return MathF.Sqrt(rib) * (0.92f + 0.08f * MathF.Cos(v * MathF.Tau / 0.5f));
        }

        float c = Scalar.Fract(u / Wale) - 0.5f;
        float leg = (MathF.Abs(c) - 0.25f) * 4f;
        float across = 1f - leg * leg;
        float slant = v / Course + MathF.Abs(c) * 1.25f;
        float along = 0.5f + 0.5f * MathF.Cos(slant * MathF.Tau);
        return Scalar.Saturate(across * (0.55f + 0.45f * along));
    }

    /// <summary>Colour of the yarn: mustard, a little uneven.</summary>
    public static Vector3 Colour(Vector3 weave)
    {
        var mustard = new Vector3(0.60f, 0.315f, 0.045f);
        float fleck = Noise.Value(new Vector3(weave.X * 1.7f, weave.Y * 2.1f, 3f)) * 0.05f;
        return mustard * (1f + fleck);
    }
}
