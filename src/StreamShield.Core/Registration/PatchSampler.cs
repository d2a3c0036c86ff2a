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

    /// <summary>Largest <c>step</c>.</summary>
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
        ref var line = ref MemoryMarshal.GetReference(bgr[((row * stride) + (column * 3))..]);
        ref var target = ref MemoryMarshal.GetReference(luma[..Samples]);
        Span<int> begun = stackalloc int[(Side * MaxStep) + Vector256<int>.Count];
        Span<int> columns = stackalloc int[begun.Length];
        ref var next = ref MemoryMarshal.GetReference(begun);
        ref var first = ref MemoryMarshal.GetReference(columns);
        var (width, count) = ((nuint)reach, (nuint)Vector256<int>.Count);
        var factor = 1f / (4 * Fractions * Fractions * step * step);
        for (nuint i = 0; i < width; i += count)
        {
            (Luma(ref line, i) * (Fractions - lower)).StoreUnsafe(ref next, i);
        }

        for (var j = 0; j < Side; j++)
        {
            for (var k = 1; k < step; k++)
            {
                line = ref Unsafe.Add(ref line, stride);
                for (nuint i = 0; i < width; i += count)
                {
                    (Vector256.LoadUnsafe(ref next, i) + (Luma(ref line, i) * Fractions)).StoreUnsafe(ref next, i);
                }
            }

            // The last row of these samples is the first one of the next.
            line = ref Unsafe.Add(ref line, stride);
            for (nuint i = 0; i < width; i += count)
            {
                var last = Luma(ref line, i);
                (Vector256.LoadUnsafe(ref next, i) + (last * lower)).StoreUnsafe(ref first, i);
                (last * (Fractions - lower)).StoreUnsafe(ref next, i);
            }

            ref var one = ref first;
            for (var i = 0; i < Side; i++)
            {
                var sum = (Fractions - right) * one;
                for (var k = 1; k < step; k++)
                {
                    one = ref Unsafe.Add(ref one, 1);
                    sum += Fractions * one;
                }

                one = ref Unsafe.Add(ref one, 1);
                Unsafe.Add(ref target, (j * Side) + i) = (sum + (right * one)) * factor;
            }
        }
    }

    /// <summary>B + 2 G + R of eight pixels.</summary>
    private static Vector256<int> Luma(ref byte line, nuint pixel)
    {
        const byte None = 255;
        ref var start = ref Unsafe.Add(ref line, pixel * 3);
        var order = Vector128.Create(0, 1, 2, None, 3, 4, 5, None, 6, 7, 8, None, 9, 10, 11, None);
        var bgr = Vector256.Create(Vector128.Shuffle(Vector128.LoadUnsafe(ref start), order), Vector128.Shuffle(Vector128.LoadUnsafe(ref start, 12), order)).AsInt32();
        return (bgr & Vector256.Create(255)) + ((bgr >>> 7) & Vector256.Create(2 * 255)) + (bgr >>> 16);
    }
}
