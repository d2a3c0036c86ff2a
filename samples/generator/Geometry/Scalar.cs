using System.Numerics;
using System.Runtime.CompilerServices;

namespace StreamShield.DemoClip.Geometry;

/// <summary>Small number helpers that shading and modelling share.</summary>
internal static class Scalar
{
    /// <summary>Clamps to 0..1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Saturate(float v) => Math.Clamp(v, 0f, 1f);

    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Step(float from, float to, float v)
    {
        float t = Saturate((v - from) / (to - from));
        return t * t * (3f - 2f * t);
    }

    /// <summary>Linear blend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Mix(float a, float b, float t) => a + (b - a) * t;

    /// <summary>A bell of height 1 at 0 and width about <paramref name="width"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Bell(float x, float width) => MathF.Exp(-(x * x) / (width * width));

    /// <summary>Fraction part, always 0..1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fract(float x) => x - MathF.Floor(x);

    /// <summary>Degrees to radians.</summary>
    public static float Degrees(float d) => d * (MathF.PI / 180f);

    /// <summary>Raises each component to a power.</summary>
    public static Vector3 Pow(float b, Vector3 e) => new(MathF.Pow(b, e.X), MathF.Pow(b, e.Y), MathF.Pow(b, e.Z));
}
