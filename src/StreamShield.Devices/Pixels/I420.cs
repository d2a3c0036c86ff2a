using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Pixels;

/// <summary>Converts NV12 to I420 ("YU12"): the same bytes, with U and V in separate planes.</summary>
internal static class I420
{
    private const int Block = 32;

    /// <summary>Bytes per picture: 1.5 per pixel.</summary>
    public static int Bytes(FrameSize size) => size.Nv12Bytes;

    /// <summary>Converts a picture.</summary>
    /// <param name="picture">The NV12 picture.</param>
    /// <param name="target"><see cref="Bytes"/> bytes: luma, then U, then V.</param>
    public static void Convert(ShieldedFrame picture, Span<byte> target)
    {
        var pixels = picture.Size.Pixels;
        picture.Luma.CopyTo(target);
        Part(picture.Chroma, target.Slice(pixels, pixels / 4), target.Slice(pixels + (pixels / 4), pixels / 4));
    }

    private static void Part(ReadOnlySpan<byte> chroma, Span<byte> us, Span<byte> vs)
    {
        ref var uv = ref MemoryMarshal.GetReference(chroma);
        ref var u = ref MemoryMarshal.GetReference(us);
        ref var v = ref MemoryMarshal.GetReference(vs);
        for (var i = 0; i < chroma.Length; i += Block)
        {
            var at = (nuint)Math.Min(i, chroma.Length - Block);
            var low = Vector128.LoadUnsafe(ref uv, at).AsUInt16();
            var high = Vector128.LoadUnsafe(ref uv, at + (Block / 2)).AsUInt16();
            var mask = Vector128.Create((ushort)0xFF);
            Vector128.Narrow(low & mask, high & mask).StoreUnsafe(ref u, at / 2);
            Vector128.Narrow(low >>> 8, high >>> 8).StoreUnsafe(ref v, at / 2);
        }
    }
}
