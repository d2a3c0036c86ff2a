using System.Runtime.Intrinsics;

namespace StreamShield.Core.Registration;

/// <summary>Arithmetic on patches of luma.</summary>
internal static class PatchMath
{
    /// <summary>True for noise. Neighbouring samples of noise differ as much as any two, or half as much between pixels; in a picture they differ
    /// much less.</summary>
    public static bool IsNoise(ReadOnlySpan<float> luma, float energy)
    {
        var sum = 0f;
        for (var j = 0; j < PatchSampler.Side; j++)
        {
            for (var i = 1; i < PatchSampler.Side; i++)
            {
                var difference = luma[(j * PatchSampler.Side) + i] - luma[(j * PatchSampler.Side) + i - 1];
                sum += difference * difference;
            }
        }

        return sum > 0.4f * 2 * energy * (PatchSampler.Side - 1) / PatchSampler.Side;
    }

    /// <summary>Replaces the samples after a step by half of their difference from those before it.</summary>
    public static void Halve(Span<float> after, ReadOnlySpan<float> before)
    {
        for (var i = 0; i < after.Length; i++)
        {
            after[i] = (after[i] - before[i]) / 2;
        }
    }

    /// <summary>Subtracts the mean.</summary>
    public static void Centre(Span<float> plane)
    {
        var mean = 0f;
        foreach (var value in plane)
        {
            mean += value;
        }

        mean /= plane.Length;
        foreach (ref var value in plane)
        {
            value -= mean;
        }
    }

    /// <summary>Removes the component of a derivative that looks like a change of gain.</summary>
    public static void RemoveGain(Span<float> derivative, ReadOnlySpan<float> luma, float energy)
    {
        var share = Dot(derivative, luma) / energy;
        for (var i = 0; i < derivative.Length; i++)
        {
            derivative[i] -= share * luma[i];
        }
    }

    /// <summary>Sum of the products.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Sums over a frame's patch: of its values, their squares, and their products with three other patches.</summary>
    public static (float Values, float Squares, float Luma, float X, float Y) Sum(
        ReadOnlySpan<float> frame, ReadOnlySpan<float> luma, ReadOnlySpan<float> across, ReadOnlySpan<float> down)
    {
        var (values, squares, likeness, x, y) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i < frame.Length; i += Vector256<float>.Count)
        {
            var value = Vector256.Create(frame[i..]);
            values += value;
            squares += value * value;
            likeness += value * Vector256.Create(luma[i..]);
            x += value * Vector256.Create(across[i..]);
            y += value * Vector256.Create(down[i..]);
        }

        return (Vector256.Sum(values), Vector256.Sum(squares), Vector256.Sum(likeness), Vector256.Sum(x), Vector256.Sum(y));
    }
}
