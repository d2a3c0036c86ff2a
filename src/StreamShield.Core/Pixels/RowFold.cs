using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>Folds rows of bytes into one, column by column.</summary>
internal static class RowFold
{
    private const int Block = 32;

    /// <summary>Ors all rows together.</summary>
    /// <param name="rows">Whole rows, each as long as <paramref name="folded"/>.</param>
    /// <param name="folded">One row, at least 32 bytes; filled.</param>
    public static void Or(ReadOnlySpan<byte> rows, Span<byte> folded)
    {
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var target = ref MemoryMarshal.GetReference(folded);
        Check(rows, folded);
        for (var x = 0; x < folded.Length; x += Block)
        {
            var at = Math.Min(x, folded.Length - Block);
            var any = Vector256<byte>.Zero;
            for (var row = at; row < rows.Length; row += folded.Length)
            {
                any |= Vector256.LoadUnsafe(ref source, (nuint)row);
            }

            any.StoreUnsafe(ref target, (nuint)at);
        }
    }

    /// <summary>Ands all rows together; otherwise as <see cref="Or"/>.</summary>
    public static void And(ReadOnlySpan<byte> rows, Span<byte> folded)
    {
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var target = ref MemoryMarshal.GetReference(folded);
        Check(rows, folded);
        for (var x = 0; x < folded.Length; x += Block)
        {
            var at = Math.Min(x, folded.Length - Block);
            var all = Vector256<byte>.AllBitsSet;
            for (var row = at; row < rows.Length; row += folded.Length)
            {
                all &= Vector256.LoadUnsafe(ref source, (nuint)row);
            }

            all.StoreUnsafe(ref target, (nuint)at);
        }
    }

    private static void Check(ReadOnlySpan<byte> rows, Span<byte> folded)
    {
        if (folded.Length < Block || rows.Length % folded.Length != 0)
        {
            throw new ArgumentException($"{rows.Length} bytes are no rows of {folded.Length}, or these are shorter than {Block}.");
        }
    }
}
