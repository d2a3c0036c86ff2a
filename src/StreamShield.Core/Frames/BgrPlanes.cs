using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core.Frames;

/// <summary>Takes interleaved B G R bytes apart.</summary>
internal static class BgrPlanes
{
    /// <summary>The channels of sixteen pixels, one byte per pixel each.</summary>
    /// <param name="first">The first third of their B G R.</param>
    /// <param name="second">The second third.</param>
    /// <param name="last">The last third.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<byte> B, Vector128<byte> G, Vector128<byte> R) Split(Vector128<byte> first, Vector128<byte> second, Vector128<byte> last)
    {
        var b = Vector128.Shuffle(first, Vector128.Create((byte)0, 3, 6, 9, 12, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(second, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 2, 5, 8, 11, 14, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(last, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 4, 7, 10, 13));
        var g = Vector128.Shuffle(first, Vector128.Create((byte)1, 4, 7, 10, 13, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(second, Vector128.Create((byte)255, 255, 255, 255, 255, 0, 3, 6, 9, 12, 15, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(last, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2, 5, 8, 11, 14));
        var r = Vector128.Shuffle(first, Vector128.Create((byte)2, 5, 8, 11, 14, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(second, Vector128.Create((byte)255, 255, 255, 255, 255, 1, 4, 7, 10, 13, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(last, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 3, 6, 9, 12, 15));
        return (b, g, r);
    }
}
