using System.Numerics;

namespace StreamShield.DemoClip.Rendering;

/// <summary>From scene light to display values, the same for actor and room.</summary>
internal static class ToneCurve
{
    /// <summary>Maps linear light to display values 0..1.</summary>
    public static Vector3 ToDisplay(Vector3 light) => new(Channel(light.X), Channel(light.Y), Channel(light.Z));

    /// <summary>Maps a display value of a picture that is meant as paint to linear reflectance.</summary>
    public static Vector3 Paint(int red, int green, int blue) => new(Linear(red), Linear(green), Linear(blue));

    private static float Channel(float v)
    {
        // Straight through the middle, a soft shoulder above 0.6.
        v = MathF.Max(v, 0f);
        float curved = v < 0.6f ? v : 0.6f + 0.4f * (1f - MathF.Exp(-(v - 0.6f) / 0.55f)) * 1.0f;
        return curved <= 0.0031308f ? 12.92f * curved : 1.055f * MathF.Pow(curved, 1f / 2.4f) - 0.055f;
    }

    private static float Linear(int v)
    {
        float c = v / 255f;
        return c <= 0.04045f ? c / 12.92f : MathF.Pow((c + 0.055f) / 1.055f, 2.4f);
    }
}
