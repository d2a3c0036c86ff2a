using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Pixels;

/// <summary>Converts NV12 to YUYV 4:2:2 ("YUY2"): luma is copied, each chroma row is used twice. Stays limited-range BT.601, as USB webcams send it.</summary>
internal static class Yuyv
{
    private const int Block = 16;

    /// <summary>Bytes per picture: 2 per pixel.</summary>
    public static int Bytes(FrameSize size) => size.Pixels * 2;

    /// <summary>Converts a picture.</summary>
    /// <param name="picture">The NV12 picture.</param>
    /// <param name="target"><see cref="Bytes"/> bytes, top row first.</param>
    public static void Convert(ShieldedFrame picture, Span<byte> target)
    {
        var (width, height) = (picture.Size.Width, picture.Size.Height);
        for (var y = 0; y < height; y++)
        {
            ConvertRow(picture.Luma.Slice(y * width, width), picture.Chroma.Slice(y / 2 * width, width), target.Slice(y * width * 2, width * 2));
        }
    }

    private static void ConvertRow(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma, Span<byte> target)
    {
        ref var y = ref MemoryMarshal.GetReference(luma);
        ref var uv = ref MemoryMarshal.GetReference(chroma);
        ref var yuyv = ref MemoryMarshal.GetReference(target);
        for (var x = 0; x < luma.Length; x += Block)
        {
            // The last block overlaps its neighbour, so no tail of single pixels remains.
            var at = (nuint)Math.Min(x, luma.Length - Block);
            var (lumas, chromas) = (Vector128.LoadUnsafe(ref y, at), Vector128.LoadUnsafe(ref uv, at));
            var low = Vector128.WidenLower(lumas) | (Vector128.WidenLower(chromas) << 8);
            var high = Vector128.WidenUpper(lumas) | (Vector128.WidenUpper(chromas) << 8);
            low.AsByte().StoreUnsafe(ref yuyv, at * 2);
            high.AsByte().StoreUnsafe(ref Unsafe.Add(ref yuyv, Block), at * 2);
        }
    }
}
