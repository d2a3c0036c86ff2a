using System.Numerics;
using System.Runtime.CompilerServices;

namespace StreamShield.DemoClip.Geometry;

/// <summary>Repeatable hashes and smooth noise; the same input gives the same value on every machine.</summary>
internal static class Noise
{
    /// <summary>Mixes the bits of an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(uint v)
    {
        v ^= v >> 16;
        v *= 0x7feb352du;
        v ^= v >> 15;
        v *= 0x846ca68bu;
        v ^= v >> 16;
        return v;
    }

    /// <summary>A value in 0..1 for a lattice point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lattice(int x, int y, int z)
    {
        uint h = Hash((uint)x * 0x8da6b343u ^ (uint)y * 0xd8163841u ^ (uint)z * 0xcb1ab31fu);
        return (h >> 8) * (1f / 16777216f);
    }

    /// <summary>Smooth value noise in -1..1.</summary>
    public static float Value(Vector3 p)
    {
        float fx = MathF.Floor(p.X), fy = MathF.Floor(p.Y), fz = MathF.Floor(p.Z);
        int x = (int)fx, y = (int)fy, z = (int)fz;
        float u = Ease(p.X - fx), v = Ease(p.Y - fy), w = Ease(p.Z - fz);
        float a = Mix(Mix(Lattice(x, y, z), Lattice(x + 1, y, z), u), Mix(Lattice(x, y + 1, z), Lattice(x + 1, y + 1, z), u), v);
        float b = Mix(
            Mix(Lattice(x, y, z + 1), Lattice(x + 1, y, z + 1), u), Mix(Lattice(x, y + 1, z + 1), Lattice(x + 1, y + 1, z + 1), u), v);
        return Mix(a, b, w) * 2f - 1f;
    }

    /// <summary>Several octaves of <see cref="Value"/>.</summary>
    public static float Fractal(Vector3 p, int octaves)
    {
        float sum = 0f, gain = 0.5f;
        for (int i = 0; i < octaves; i++)
        {
            sum += gain * Value(p);
            p = p * 2.03f + new Vector3(17.1f, 3.7f, 9.2f);
            gain *= 0.5f;
        }

        return sum;
    }

    private static float Ease(float t) => t * t * (3f - 2f * t);

    private static float Mix(float a, float b, float t) => a + (b - a) * t;
}
