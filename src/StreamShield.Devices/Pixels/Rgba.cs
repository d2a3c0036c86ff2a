using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Pixels;

/// <summary>
/// Converts limited-range BT.601 NV12 to full-range RGBA, bottom row first, as textures and Windows bitmaps store it. Fixed point with six fractional bits:
/// within one level of ITU-R BT.601-7, exact for black and white.
/// </summary>
internal static class Rgba
{
    private const int Block = 16;

    /// <summary>Bytes per picture: 4 per pixel.</summary>
    public static int Bytes(FrameSize size) => size.Pixels * 4;

    /// <summary>Converts a picture; alpha is 255.</summary>
    /// <param name="picture">The NV12 picture.</param>
    /// <param name="target"><see cref="Bytes"/> bytes; its first row is the picture's last.</param>
    public static void ConvertBottomUp(ShieldedFrame picture, Span<byte> target)
    {
        var (width, height) = (picture.Size.Width, picture.Size.Height);
        for (var y = 0; y < height; y += 2)
        {
            ConvertRows(
                picture.Luma.Slice(y * width, width * 2),
                picture.Chroma.Slice(y / 2 * width, width),
                target.Slice((height - 2 - y) * width * 4, width * 8));
        }
    }

    /// <summary>Converts two luma rows that share a chroma row; the first row of the target is the lower one.</summary>
    private static void ConvertRows(ReadOnlySpan<byte> lumas, ReadOnlySpan<byte> chroma, Span<byte> target)
    {
        var width = chroma.Length;
        ref var luma = ref MemoryMarshal.GetReference(lumas);
        ref var uvs = ref MemoryMarshal.GetReference(chroma);
        ref var rgba = ref MemoryMarshal.GetReference(target);
        for (var x = 0; x < width; x += Block)
        {
            var at = (nuint)Math.Min(x, width - Block);
            var uv = Vector128.LoadUnsafe(ref uvs, at);
            var u = Centred(Vector128.Shuffle(uv, Vector128.Create((byte)0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14)));
            var v = Centred(Vector128.Shuffle(uv, Vector128.Create((byte)1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15)));
            var (red, green, blue) = (v * (short)102, (u * (short)-25) - (v * (short)52), u * (short)129);
            Store(Vector128.LoadUnsafe(ref luma, at), red, green, blue, ref Unsafe.Add(ref rgba, width * 4), at * 4);
            Store(Vector128.LoadUnsafe(ref luma, at + (nuint)width), red, green, blue, ref rgba, at * 4);
        }
    }

    private static Vector256<short> Centred(Vector128<byte> chroma) => Widen(chroma).AsInt16() - Vector256.Create((short)128);

    private static Vector256<ushort> Widen(Vector128<byte> bytes) => Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));

    private static void Store(Vector128<byte> luma, Vector256<short> red, Vector256<short> green, Vector256<short> blue, ref byte target, nuint at)
    {
        // 255/219 is approximately 74.5/64; half a level is added before the six fractional bits are dropped.
        var lifted = Widen(Vector128.SubtractSaturate(luma, Vector128.Create((byte)16)));
        var y = ((lifted * (ushort)149) >>> 1).AsInt16() + Vector256.Create((short)32);
        var rg = Level(y, red) | (Level(y, green) << 8);
        var ba = Level(y, blue) | Vector256.Create((ushort)0xFF00);
        (Vector256.WidenLower(rg) | (Vector256.WidenLower(ba) << 16)).AsByte().StoreUnsafe(ref target, at);
        (Vector256.WidenUpper(rg) | (Vector256.WidenUpper(ba) << 16)).AsByte().StoreUnsafe(ref target, at + 32);
    }

    private static Vector256<ushort> Level(Vector256<short> luma, Vector256<short> chroma)
    {
        // Very bright, saturated colours exceed 16 bits: with saturating addition they still clamp to 255.
        var level = Vector256.AddSaturate(luma, chroma) >> 6;
        return Vector256.Min(Vector256.Max(level, Vector256<short>.Zero), Vector256.Create((short)255)).AsUInt16();
    }
}
