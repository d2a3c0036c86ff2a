using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core.Pixels;

/// <summary>Combines rows of bytes into one, column by column.</summary>
internal static class RowFold
{
    private const int Block = 32;

    /// <summary>Computes the bitwise OR and AND of all rows in one pass.</summary>
    /// <param name="rows">Whole rows, each as long as <paramref name="any"/>.</param>
    /// <param name="any">One row, at least 32 bytes; receives the OR of all rows.</param>
    /// <param name="all">As long; receives the AND of all rows. Empty when it is not needed.</param>
    public static void Fold(ReadOnlySpan<byte> rows, Span<byte> any, Span<byte> all)
    {
        if (any.Length < Block || rows.Length % any.Length != 0 || (!all.IsEmpty && all.Length != any.Length))
        {
            throw new ArgumentException($"{rows.Length} bytes are no rows of {any.Length}, or these are shorter than {Block}.");
        }

        ref var source = ref MemoryMarshal.GetReference(rows);
        for (var x = 0; x < any.Length; x += Block)
        {
            var at = Math.Min(x, any.Length - Block);
            var (ored, anded) = (Vector256<byte>.Zero, Vector256<byte>.AllBitsSet);
            for (var row = at; row < rows.Length; row += any.Length)
            {
                var bytes = Vector256.LoadUnsafe(ref source, (nuint)row);
                ored |= bytes;
                anded &= bytes;
            }

            ored.CopyTo(any[at..]);
            if (!all.IsEmpty)
            {
                anded.CopyTo(all[at..]);
            }
        }
    }
}
