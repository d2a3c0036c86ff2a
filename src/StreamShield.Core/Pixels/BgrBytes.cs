using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Pixels;

/// <summary>Interleaved B G R bytes and planes of one byte per pixel, in vectors.</summary>
internal static class BgrBytes
{
    /// <summary>The blue channel of eight pixels.</summary>
    /// <param name="bgr">B G R in the first 24 bytes.</param>
    /// <returns>One byte per pixel in the first eight bytes, then 0.</returns>
    public static Vector128<byte> Blue(Vector256<byte> bgr) =>
        Vector128.Shuffle(bgr.GetLower(), Vector128.Create((byte)0, 3, 6, 9, 12, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
        | Vector128.Shuffle(bgr.GetUpper(), Vector128.Create((byte)255, 255, 255, 255, 255, 255, 2, 5, 255, 255, 255, 255, 255, 255, 255, 255));

    /// <summary>The largest of the three channels of eight pixels.</summary>
    /// <inheritdoc cref="Blue(Vector256{byte})"/>
    public static Vector128<byte> Worst(Vector256<byte> bgr)
    {
        var (low, high) = (bgr.GetLower(), bgr.GetUpper());
        var g = Vector128.Shuffle(low, Vector128.Create((byte)1, 4, 7, 10, 13, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(high, Vector128.Create((byte)255, 255, 255, 255, 255, 0, 3, 6, 255, 255, 255, 255, 255, 255, 255, 255));
        var r = Vector128.Shuffle(low, Vector128.Create((byte)2, 5, 8, 11, 14, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(high, Vector128.Create((byte)255, 255, 255, 255, 255, 1, 4, 7, 255, 255, 255, 255, 255, 255, 255, 255));
        return Vector128.Max(Vector128.Max(Blue(bgr), g), r);
    }

    /// <summary>The blue channel of sixteen pixels.</summary>
    /// <param name="first">The first third of their B G R.</param>
    /// <param name="second">The second third.</param>
    /// <param name="last">The last third.</param>
    public static Vector128<byte> Blue(Vector128<byte> first, Vector128<byte> second, Vector128<byte> last) => BgrPlanes.Split(first, second, last).B;

    /// <summary>The largest of the three channels of sixteen pixels.</summary>
    /// <inheritdoc cref="Blue(Vector128{byte}, Vector128{byte}, Vector128{byte})"/>
    public static Vector128<byte> Worst(Vector128<byte> first, Vector128<byte> second, Vector128<byte> last)
    {
        var (b, g, r) = BgrPlanes.Split(first, second, last);
        return Vector128.Max(Vector128.Max(b, g), r);
    }

    /// <summary>A third of sixteen pixels' bytes, each repeated for its three channels.</summary>
    /// <param name="pixels">One byte per pixel.</param>
    /// <param name="third">0 to 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Repeat(Vector128<byte> pixels, int third) => Vector128.Shuffle(pixels, third switch
    {
        0 => Vector128.Create((byte)0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5),
        1 => Vector128.Create((byte)5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10),
        _ => Vector128.Create((byte)10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15),
    });
}
