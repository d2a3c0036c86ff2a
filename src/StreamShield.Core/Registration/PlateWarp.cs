using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Warps a plate into a frame's geometry: bilinear, in blocks of 16 pixels of a row that move as one (which shifts their ends by 1/120 pixel
/// per permille of zoom). The confidence of a pixel is the lowest of the four pixels it is mixed from, and 0 beyond the plate's edge.</summary>
internal static class PlateWarp
{
    private const int Block = 16;
    private const int Fractions = 16;

    /// <summary>Fills <paramref name="target"/> with the plate as the shifted camera sees it.</summary>
    /// <param name="plate">The plate as captured.</param>
    /// <param name="shift">From the plate to the frame.</param>
    /// <param name="target">Another plate of the same size.</param>
    public static void Warp(Plate plate, RoomShift shift, Plate target)
    {
        var (width, height) = (plate.Size.Width, plate.Size.Height);
        var back = shift.Inverse();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x += Block)
            {
                var left = Math.Min(x, width - Block);
                var (u, v) = back.Apply((left + ((Block - width) / 2.0)) / height, (y - ((height - 1) / 2.0)) / height);
                var column = (int)Math.Round(((u * height) + ((width - Block) / 2.0)) * Fractions);
                var row = (int)Math.Round(((v * height) + ((height - 1) / 2.0)) * Fractions);
                Move(plate, column, row, target, left, y);
            }
        }

        target.MarkChanged();
    }

    private static void Move(Plate plate, int column, int row, Plate target, int left, int y)
    {
        var (width, height) = (plate.Size.Width, plate.Size.Height);
        var (x0, y0) = (column >> 4, row >> 4);
        var at = (y * width) + left;
        if (x0 < 0 || y0 < 0 || x0 + Block + 1 > width || y0 + 2 > height)
        {
            MoveEdge(plate, column, row, target, left, y);
            return;
        }

        var (fx, fy) = (column & (Fractions - 1), row & (Fractions - 1));
        var from = (y0 * width) + x0;
        ref var pixels = ref MemoryMarshal.GetReference(plate.Pixels);
        ref var moved = ref MemoryMarshal.GetReference(target.Pixels);
        var (upper, lower) = ((nuint)(from * 3), (nuint)((from + width) * 3));
        var weights = new Weights(
            Vector256.Create((ushort)((Fractions - fx) * (Fractions - fy))),
            Vector256.Create((ushort)(fx * (Fractions - fy))),
            Vector256.Create((ushort)((Fractions - fx) * fy)),
            Vector256.Create((ushort)(fx * fy)));
        for (nuint i = 0; i < Block * 3; i += Block)
        {
            weights.Mix(ref pixels, upper + i, lower + i).StoreUnsafe(ref moved, (nuint)(at * 3) + i);
        }

        ref var known = ref MemoryMarshal.GetReference(plate.Confidence);
        var (above, below) = ((nuint)from, (nuint)(from + width));
        var min = Vector128.Min(
            Vector128.Min(Vector128.LoadUnsafe(ref known, above), Vector128.LoadUnsafe(ref known, above + (nuint)(fx > 0 ? 1 : 0))),
            Vector128.Min(Vector128.LoadUnsafe(ref known, fy > 0 ? below : above), Vector128.LoadUnsafe(ref known, (fy > 0 ? below : above) + (nuint)(fx > 0 ? 1 : 0))));
        min.CopyTo(target.Confidence[at..]);
    }

    /// <summary>Works pixel by pixel, repeating the plate's edge. Beyond it the confidence is 0.</summary>
    private static void MoveEdge(Plate plate, int column, int row, Plate target, int left, int y)
    {
        var (width, height) = (plate.Size.Width, plate.Size.Height);
        var (top, fy) = (Math.Clamp(row >> 4, 0, height - 1), row & (Fractions - 1));
        var bottom = Math.Clamp((row >> 4) + 1, 0, height - 1);
        var isInside = Math.Abs((2 * row) - ((height - 1) * Fractions)) <= height * Fractions;
        for (var i = 0; i < Block; i++)
        {
            var position = column + (i * Fractions);
            var (first, fx) = (Math.Clamp(position >> 4, 0, width - 1), position & (Fractions - 1));
            var second = Math.Clamp((position >> 4) + 1, 0, width - 1);
            var (a, b, c, d) = ((top * width) + first, (top * width) + second, (bottom * width) + first, (bottom * width) + second);
            var to = (y * width) + left + i;
            for (var channel = 0; channel < 3; channel++)
            {
                var upper = ((Fractions - fx) * plate.Pixels[(a * 3) + channel]) + (fx * plate.Pixels[(b * 3) + channel]);
                var lower = ((Fractions - fx) * plate.Pixels[(c * 3) + channel]) + (fx * plate.Pixels[(d * 3) + channel]);
                target.Pixels[(to * 3) + channel] = (byte)((((Fractions - fy) * upper) + (fy * lower) + 128) >> 8);
            }

            var known = Math.Min(Math.Min(plate.Confidence[a], plate.Confidence[b]), Math.Min(plate.Confidence[c], plate.Confidence[d]));
            target.Confidence[to] = isInside && Math.Abs((2 * position) - ((width - 1) * Fractions)) <= width * Fractions ? known : (byte)0;
        }
    }

    /// <summary>Weights of the four neighbours, in 256ths.</summary>
    private readonly record struct Weights(Vector256<ushort> Here, Vector256<ushort> Right, Vector256<ushort> Below, Vector256<ushort> BelowRight)
    {
        public Vector128<byte> Mix(ref byte pixels, nuint upper, nuint lower)
        {
            var sum = (Widen(ref pixels, upper) * Here) + (Widen(ref pixels, upper + 3) * Right)
                + (Widen(ref pixels, lower) * Below) + (Widen(ref pixels, lower + 3) * BelowRight) + Vector256.Create((ushort)128);
            sum >>= 8;
            return Vector128.Narrow(sum.GetLower(), sum.GetUpper());
        }

        private static Vector256<ushort> Widen(ref byte pixels, nuint at)
        {
            var bytes = Vector128.LoadUnsafe(ref pixels, at);
            return Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
        }
    }
}
