using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Samples small square patches of luma from a B G R picture at sub-pixel positions, scaled down by box means.</summary>
internal static class PatchSampler
{
    /// <summary>Samples per side of a patch.</summary>
    public const int Side = 16;

    /// <summary>Samples in a patch.</summary>
    public const int Samples = Side * Side;

    /// <summary>Positions are given in this many parts of a pixel.</summary>
    public const int Fractions = 16;

    /// <summary>Largest <c>step</c>; a larger one would overflow 16-bit sums.</summary>
    public const int MaxStep = 4;

    /// <summary>Side in pixels of the area that a patch reads.</summary>
    public static int Reach(int step) => (Side * step) + 1;

    /// <summary>Fills <paramref name="luma"/> with 16x16 values 0..255, (B + 2 G + R) / 4,
    /// each the mean of a box of <paramref name="step"/> pixels a side.</summary>
    /// <param name="bgr">Rows without padding, from a <see cref="PixelBuffer"/>: the bytes past its end are read.</param>
    /// <param name="stride">Bytes per row.</param>
    /// <param name="step">Pixels per sample, 1 to <see cref="MaxStep"/>.</param>
    /// <param name="x">Left edge in sixteenths of a pixel. The area of <see cref="Reach"/> pixels must lie inside the picture.</param>
    /// <param name="y">Top edge, in the same units.</param>
    /// <param name="luma">Receives the samples row by row.</param>
    public static void Sample(ReadOnlySpan<byte> bgr, int stride, int step, int x, int y, Span<float> luma)
    {
        var (column, right) = (x / Fractions, x % Fractions);
        var (row, lower) = (y / Fractions, y % Fractions);
        var reach = Reach(step);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(((row + reach - 1) * stride) + ((column + reach) * 3), bgr.Length);
        ref var corner = ref MemoryMarshal.GetReference(bgr[((row * stride) + (column * 3))..]);
        ref var target = ref MemoryMarshal.GetReference(luma[..Samples]);
        Span<ushort> sums = stackalloc ushort[((Side * MaxStep) + 1 + 16) * 3];
        Span<ushort> columns = stackalloc ushort[sums.Length];
        ref var first = ref MemoryMarshal.GetReference(columns);
        var factor = 1f / (4 * Fractions * Fractions * step * step);
        for (var j = 0; j < Side; j++)
        {
            SumRows(ref corner, (nuint)(j * step * stride), (nuint)stride, step, lower, sums[..(reach * 3)]);
            MixChannels(sums, columns[..(reach * 3)]);
            ref var one = ref first;
            for (var i = 0; i < Side; i++)
            {
                var sum = (Fractions - right) * one;
                for (var k = 1; k < step; k++)
                {
                    one = ref Unsafe.Add(ref one, 3);
                    sum += Fractions * one;
                }

                one = ref Unsafe.Add(ref one, 3);
                Unsafe.Add(ref target, (j * Side) + i) = (sum + (right * one)) * factor;
            }
        }
    }

    private static void SumRows(ref byte corner, nuint offset, nuint stride, int step, int lower, Span<ushort> sums)
    {
        var first = Vector256.Create((ushort)(Fractions - lower));
        var last = Vector256.Create((ushort)lower);
        ref var target = ref MemoryMarshal.GetReference(sums);
        for (var i = 0; i < sums.Length; i += Vector256<ushort>.Count)
        {
            var at = offset + (nuint)i;
            var sum = Widen(ref corner, at) * first;
            for (var k = 1; k < step; k++)
            {
                sum += Widen(ref corner, at + ((nuint)k * stride)) << 4;
            }

            sum += Widen(ref corner, at + ((nuint)step * stride)) * last;
            sum.StoreUnsafe(ref target, (nuint)i);
        }
    }

    private static Vector256<ushort> Widen(ref byte corner, nuint at)
    {
        var bytes = Vector128.LoadUnsafe(ref corner, at);
        return Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
    }

    private static void MixChannels(ReadOnlySpan<ushort> sums, Span<ushort> columns)
    {
        ref var source = ref MemoryMarshal.GetReference(sums);
        ref var target = ref MemoryMarshal.GetReference(columns);
        for (nuint i = 0; i < (nuint)columns.Length; i += (nuint)Vector256<ushort>.Count)
        {
            var mixed = Vector256.LoadUnsafe(ref source, i) + (Vector256.LoadUnsafe(ref source, i + 1) << 1) + Vector256.LoadUnsafe(ref source, i + 2);
            mixed.StoreUnsafe(ref target, i);
        }
    }
}
