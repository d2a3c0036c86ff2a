namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>A colour in linear light. 1 is the brightest that a screen shows; lamps may exceed it.</summary>
internal readonly record struct Tint(float R, float G, float B)
{
    /// <summary>Converts from 0xRRGGBB as on the web (sRGB, IEC 61966-2-1).</summary>
    public static Tint Web(int rgb) => new(Linear((rgb >> 16) / 255f), Linear(((rgb >> 8) & 255) / 255f), Linear((rgb & 255) / 255f));

    public static Tint operator *(Tint tint, float factor) => new(tint.R * factor, tint.G * factor, tint.B * factor);

    /// <summary>Converts a gamma-coded value of 0..1 to linear light.</summary>
    public static float Linear(float coded) => coded <= 0.04045f ? coded / 12.92f : MathF.Pow((coded + 0.055f) / 1.055f, 2.4f);

    /// <summary>Converts linear light to a gamma-coded value of 0..1.</summary>
    public static float Coded(float linear) => linear <= 0.0031308f ? Math.Max(0, linear) * 12.92f : (1.055f * MathF.Pow(Math.Min(1, linear), 1 / 2.4f)) - 0.055f;

    /// <summary>Mixes in a share of another colour.</summary>
    public Tint Towards(Tint other, float share) => new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));
}
