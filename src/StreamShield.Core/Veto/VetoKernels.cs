using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Veto;

/// <summary>The veto's arithmetic on one cell of 8x8 pixels of B G R. Rows are read 32 bytes at a time, of which 24 are used; pictures have slack
/// after their last pixel.</summary>
internal static class VetoKernels
{
    private const int Side = VetoCells.Side;

    /// <summary>Distance in pixels over which the plate's texture is measured. Detail that repeats at twice this distance counts most.</summary>
    private const int TextureStep = 2;

    /// <summary>Sums of the channels over the cell.</summary>
    /// <param name="bgr">The whole picture.</param>
    /// <param name="at">First pixel of the cell.</param>
    /// <param name="size">Size of the picture.</param>
    public static (int B, int G, int R) Sum(ReadOnlySpan<byte> bgr, int at, FrameSize size)
    {
        ref var cell = ref Unsafe.Add(ref MemoryMarshal.GetReference(bgr), at * 3);
        var (first, second) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        for (var y = 0; y < Side; y++)
        {
            var row = Vector256.LoadUnsafe(ref cell, (nuint)(y * size.Width * 3));
            first += Vector256.WidenLower(row);
            second += Vector256.WidenUpper(row);
        }

        return (
            Vector256.Sum((first & BgrLanes.FirstB) + (second & BgrLanes.SecondB)),
            Vector256.Sum((first & BgrLanes.FirstG) + (second & BgrLanes.SecondG)),
            Vector256.Sum((first & BgrLanes.FirstR) + (second & BgrLanes.SecondR)));
    }

    /// <summary>The detail of a cell: the sum, over pixels and channels, of the difference from the mean of the four neighbours. Even gradients have
    /// none.</summary>
    public static int Texture(ReadOnlySpan<byte> bgr, int at, FrameSize size)
    {
        ref var picture = ref MemoryMarshal.GetReference(bgr);
        var stride = size.Width * 3;
        var (x, top) = (at % size.Width, at / size.Width);
        // At the edge of the picture, the neighbours are taken from the nearest place that has them.
        var centre = Math.Clamp(x, TextureStep, size.Width - Side - TextureStep) * 3;
        var (first, second) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        for (var y = top; y < top + Side; y++)
        {
            var line = Math.Clamp(y, TextureStep, size.Height - 1 - TextureStep) * stride;
            var here = (nuint)(line + centre);
            var pixel = Vector256.LoadUnsafe(ref picture, here);
            var left = Vector256.LoadUnsafe(ref picture, here - (TextureStep * 3));
            var right = Vector256.LoadUnsafe(ref picture, here + (TextureStep * 3));
            var above = Vector256.LoadUnsafe(ref picture, here - (nuint)(TextureStep * stride));
            var below = Vector256.LoadUnsafe(ref picture, here + (nuint)(TextureStep * stride));
            first += Detail(Vector256.WidenLower(pixel), Vector256.WidenLower(left) + Vector256.WidenLower(right) + Vector256.WidenLower(above) + Vector256.WidenLower(below));
            second += Detail(Vector256.WidenUpper(pixel), Vector256.WidenUpper(left) + Vector256.WidenUpper(right) + Vector256.WidenUpper(above) + Vector256.WidenUpper(below));
        }

        return Total(first, second);
    }

    /// <summary>Sum, over pixels and channels, of the difference between the frame and the room under this light.</summary>
    public static int Difference(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> plate, int at, FrameSize size, in LitRoom light)
    {
        ref var seen = ref Unsafe.Add(ref MemoryMarshal.GetReference(frame), at * 3);
        ref var room = ref Unsafe.Add(ref MemoryMarshal.GetReference(plate), at * 3);
        var (first, second) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        for (var y = 0; y < Side; y++)
        {
            var row = (nuint)(y * size.Width * 3);
            var distance = Distance(Vector256.LoadUnsafe(ref seen, row), light.Apply(Vector256.LoadUnsafe(ref room, row)));
            first += Vector256.WidenLower(distance);
            second += Vector256.WidenUpper(distance);
        }

        return Total(first, second);
    }

    /// <summary>Absolute difference of each byte.</summary>
    public static Vector256<byte> Distance(Vector256<byte> a, Vector256<byte> b) => Vector256.Max(a, b) - Vector256.Min(a, b);

    private static Vector256<ushort> Detail(Vector256<ushort> pixel, Vector256<ushort> fourNeighbours) =>
        Vector256.Abs(((pixel << 2) - fourNeighbours).AsInt16()).AsUInt16() >>> 2;

    /// <summary>Adds up the first 24 lanes.</summary>
    private static int Total(Vector256<ushort> first, Vector256<ushort> second) => Vector256.Sum(first) + Vector128.Sum(second.GetLower());
}
