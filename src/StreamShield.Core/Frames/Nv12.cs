using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core.Frames;

/// <summary>BGR to NV12 in BT.601 limited range (ITU-R BT.601-7, 8-bit integer form; chroma is the mean of each 2x2 block).</summary>
internal static class Nv12
{
    /// <summary>Number of pixels converted at once.</summary>
    public const int Block = 16;

    /// <summary>Converts a whole picture.</summary>
    /// <param name="pixels">B G R, row by row.</param>
    /// <param name="size">Its size.</param>
    /// <param name="nv12">Receives luma, then chroma.</param>
    public static void Convert(ReadOnlySpan<byte> pixels, FrameSize size, Span<byte> nv12)
    {
        var stride = size.Width * 3;
        var chroma = nv12[size.Pixels..];
        for (var y = 0; y < size.Height; y += 2)
        {
            ConvertRows(
                pixels.Slice(y * stride, stride),
                pixels.Slice((y + 1) * stride, stride),
                nv12.Slice(y * size.Width, size.Width),
                nv12.Slice((y + 1) * size.Width, size.Width),
                chroma.Slice(y / 2 * size.Width, size.Width));
        }
    }

    /// <summary>Converts two rows of pixels to two rows of luma and one row of interleaved U V.</summary>
    /// <param name="top">Upper row, B G R; an even number of pixels, at least 16.</param>
    /// <param name="bottom">Lower row, of the same length.</param>
    /// <param name="topLuma">One byte per pixel.</param>
    /// <param name="bottomLuma">One byte per pixel.</param>
    /// <param name="chroma">One byte per pixel of a row.</param>
    public static void ConvertRows(ReadOnlySpan<byte> top, ReadOnlySpan<byte> bottom, Span<byte> topLuma, Span<byte> bottomLuma, Span<byte> chroma)
    {
        var width = topLuma.Length;
        if (width < Block || (width & 1) != 0 || top.Length != width * 3 || bottom.Length != width * 3 || bottomLuma.Length != width || chroma.Length != width)
        {
            throw new ArgumentException($"Rows of {width} pixels do not fit together, or are shorter than {Block}.");
        }

        ref var upper = ref MemoryMarshal.GetReference(top);
        ref var lower = ref MemoryMarshal.GetReference(bottom);
        ref var upperLuma = ref MemoryMarshal.GetReference(topLuma);
        ref var lowerLuma = ref MemoryMarshal.GetReference(bottomLuma);
        ref var uv = ref MemoryMarshal.GetReference(chroma);
        for (var x = 0; x < width; x += Block)
        {
            // The last block overlaps its neighbour rather than ending in a tail of single pixels.
            var at = (nuint)Math.Min(x, width - Block);
            var (luma0, luma1, uvs) = ConvertBlock(ref Unsafe.Add(ref upper, at * 3), ref Unsafe.Add(ref lower, at * 3));
            luma0.StoreUnsafe(ref upperLuma, at);
            luma1.StoreUnsafe(ref lowerLuma, at);
            uvs.StoreUnsafe(ref uv, at);
        }
    }

    /// <summary>Converts 16 pixels of two rows, 48 bytes each.</summary>
    public static (Vector128<byte> Top, Vector128<byte> Bottom, Vector128<byte> Chroma) ConvertBlock(ref byte top, ref byte bottom)
    {
        var (b0, g0, r0) = Load(ref top);
        var (b1, g1, r1) = Load(ref bottom);
        return (Luma(b0, g0, r0), Luma(b1, g1, r1), Chroma(Quarter(b0, b1), Quarter(g0, g1), Quarter(r0, r1)));
    }

    /// <summary>Converts one colour.</summary>
    public static (byte Y, byte U, byte V) Convert(byte b, byte g, byte r) => (
        (byte)((((66 * r) + (129 * g) + (25 * b) + 128) >> 8) + 16),
        (byte)((((112 * b) - (74 * g) - (38 * r) + 128) >> 8) + 128),
        (byte)((((112 * r) - (94 * g) - (18 * b) + 128) >> 8) + 128));

    /// <summary>Converts one colour with the same weights, without rounding.</summary>
    public static (float Y, float U, float V) Convert(float b, float g, float r) => (
        (((66 * r) + (129 * g) + (25 * b)) / 256) + 16,
        (((112 * b) - (74 * g) - (38 * r)) / 256) + 128,
        (((112 * r) - (94 * g) - (18 * b)) / 256) + 128);

    /// <summary>Loads sixteen pixels as three planes of 16-bit numbers.</summary>
    private static (Vector256<ushort> B, Vector256<ushort> G, Vector256<ushort> R) Load(ref byte source)
    {
        var v0 = Vector128.LoadUnsafe(ref source);
        var v1 = Vector128.LoadUnsafe(ref source, 16);
        var v2 = Vector128.LoadUnsafe(ref source, 32);
        var (b, g, r) = BgrPlanes.Split(v0, v1, v2);
        return (Widen(b), Widen(g), Widen(r));
    }

    private static Vector256<ushort> Widen(Vector128<byte> v) => Vector256.Create(Vector128.WidenLower(v), Vector128.WidenUpper(v));

    private static Vector128<byte> Luma(Vector256<ushort> b, Vector256<ushort> g, Vector256<ushort> r)
    {
        var sum = (r * (ushort)66) + (g * (ushort)129) + (b * (ushort)25) + Vector256.Create((ushort)128);
        var luma = (sum >>> 8) + Vector256.Create((ushort)16);
        return Vector128.Narrow(luma.GetLower(), luma.GetUpper());
    }

    /// <summary>Rounded mean of each 2x2 block: eight numbers.</summary>
    private static Vector256<int> Quarter(Vector256<ushort> top, Vector256<ushort> bottom)
    {
        var pairs = (top + bottom).AsUInt32();
        var sums = (pairs & Vector256.Create(0xFFFFu)) + (pairs >>> 16);
        return ((sums + Vector256.Create(2u)) >>> 2).AsInt32();
    }

    private static Vector128<byte> Chroma(Vector256<int> b, Vector256<int> g, Vector256<int> r)
    {
        var rounding = Vector256.Create(128 + (128 << 8));
        var u = ((b * 112) - (g * 74) - (r * 38) + rounding) >> 8;
        var v = ((r * 112) - (g * 94) - (b * 18) + rounding) >> 8;
        var uv = (u | (v << 8)).AsUInt32();
        return Vector128.Narrow(uv.GetLower(), uv.GetUpper()).AsByte();
    }
}
