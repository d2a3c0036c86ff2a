using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core.Pixels;

/// <summary>Blends two rows of bytes.</summary>
internal static class RowBlend
{
    private const int Block = 32;

    /// <summary>(above (256 - share) + below share) / 256, rounded; the sum of two products fits 16 bits.</summary>
    /// <param name="above">At least 32 bytes.</param>
    /// <param name="below">As long as <paramref name="above"/>.</param>
    /// <param name="share">Share of the lower row, 0..256.</param>
    /// <param name="target">Receives the blend; as long as <paramref name="above"/>.</param>
    public static void Mix(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, int share, Span<byte> target)
    {
        if (target.Length < Block || above.Length != target.Length || below.Length != target.Length)
        {
            throw new ArgumentException($"Rows of {above.Length}, {below.Length} and {target.Length} bytes do not fit together.");
        }

        ref var upperRow = ref MemoryMarshal.GetReference(above);
        ref var lowerRow = ref MemoryMarshal.GetReference(below);
        ref var targetRow = ref MemoryMarshal.GetReference(target);
        var (keep, take) = ((ushort)(256 - share), (ushort)share);
        for (var x = 0; x < target.Length; x += Block)
        {
            var at = (nuint)Math.Min(x, target.Length - Block);
            var upper = Vector256.LoadUnsafe(ref upperRow, at);
            var lower = Vector256.LoadUnsafe(ref lowerRow, at);
            var left = Mix(Vector256.WidenLower(upper), Vector256.WidenLower(lower), keep, take);
            var right = Mix(Vector256.WidenUpper(upper), Vector256.WidenUpper(lower), keep, take);
            Vector256.Narrow(left, right).StoreUnsafe(ref targetRow, at);
        }
    }

    private static Vector256<ushort> Mix(Vector256<ushort> above, Vector256<ushort> below, ushort keep, ushort take) =>
        ((above * keep) + (below * take) + Vector256.Create((ushort)128)) >>> 8;
}
