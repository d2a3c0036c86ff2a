namespace StreamShield.DemoClip.Rendering;

/// <summary>How much light reaches a point of the actor.</summary>
/// <param name="Key">Share of the key light, 0..1.</param>
/// <param name="Rim">Share of the light from behind, 0..1.</param>
/// <param name="Openness">1 in the open, 0 in a crease.</param>
internal readonly record struct LightTerms(float Key, float Rim, float Openness)
{
    /// <summary>Light is gathered on every pixel whose column and row are multiples of this.</summary>
    public const int Stride = 3;
}
