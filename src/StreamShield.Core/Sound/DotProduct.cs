using System.Numerics;
using System.Runtime.InteropServices;

namespace StreamShield.Core.Sound;

/// <summary>The vectorised dot product.</summary>
internal static class DotProduct
{
    /// <summary>The dot product of two rows of equal length.</summary>
    public static float Of(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var wide = Vector<float>.Zero;
        var leftWide = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rightWide = MemoryMarshal.Cast<float, Vector<float>>(right);
        for (var i = 0; i < leftWide.Length; i++)
        {
            wide += leftWide[i] * rightWide[i];
        }

        var sum = Vector.Sum(wide);
        for (var i = leftWide.Length * Vector<float>.Count; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
