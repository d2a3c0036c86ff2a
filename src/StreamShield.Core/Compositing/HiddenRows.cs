using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>Stretches a <see cref="HiddenPicture"/> over a frame, row by row from top to bottom, interpolating linearly. Allocates only when made.</summary>
internal sealed class HiddenRows
{
    /// <summary>Fraction bits kept between the two directions, so that dark gradients do not band twice.</summary>
    private const int ExtraBits = 6;

    private readonly FrameSize _size;
    private readonly int[] _first;
    private readonly int[] _weight;
    private ushort[] _above;
    private ushort[] _below;
    private int _row = -1;

    public HiddenRows(FrameSize size)
    {
        _size = size;
        _first = new int[size.Width];
        _weight = new int[size.Width];
        for (var x = 0; x < size.Width; x++)
        {
            var position = Position(x, size.Width, HiddenPicture.Width);
            _first[x] = (int)position * 3;
            _weight[x] = (int)((position - (int)position) * (1 << ExtraBits));
        }

        _above = new ushort[size.Width * 3];
        _below = new ushort[size.Width * 3];
    }

    /// <summary>Starts a new picture.</summary>
    public void Restart() => _row = -1;

    /// <summary>Fills row <paramref name="y"/>, B G R; rows are asked for in rising order.</summary>
    public void Fill(HiddenPicture picture, int y, Span<byte> row)
    {
        var position = Position(y, _size.Height, HiddenPicture.Height);
        var first = (int)position;
        if (first != _row)
        {
            if (first == _row + 1 && _row >= 0)
            {
                (_above, _below) = (_below, _above);
            }
            else
            {
                Widen(picture, first, _above);
            }

            Widen(picture, first + 1, _below);
            _row = first;
        }

        Mix((ushort)((position - first) * (1 << 8)), row);
    }

    /// <summary>Where a pixel's centre lies among the small picture's centres; never beyond the last but one.</summary>
    private static double Position(int at, int to, int from) => Math.Clamp(((at + 0.5) * from / to) - 0.5, 0, from - 1.001);

    private void Widen(HiddenPicture picture, int row, Span<ushort> wide)
    {
        var source = picture.Pixels.Slice(Math.Min(row, HiddenPicture.Height - 1) * HiddenPicture.Width * 3, HiddenPicture.Width * 3);
        var at = 0;
        for (var x = 0; x < _first.Length; x++)
        {
            var six = source.Slice(_first[x], 6);
            var right = _weight[x];
            var left = (1 << ExtraBits) - right;
            wide[at] = (ushort)((six[0] * left) + (six[3] * right));
            wide[at + 1] = (ushort)((six[1] * left) + (six[4] * right));
            wide[at + 2] = (ushort)((six[2] * left) + (six[5] * right));
            at += 3;
        }
    }

    private void Mix(ushort weight, Span<byte> row)
    {
        // above + (below - above) * weight / 256 with 14-bit values: the product is taken on the high halves of 32 bits.
        ref var above = ref MemoryMarshal.GetArrayDataReference(_above);
        ref var below = ref MemoryMarshal.GetArrayDataReference(_below);
        ref var target = ref MemoryMarshal.GetReference(row);
        var keep = 256 - weight;
        const int Block = 32;
        const int Shift = ExtraBits + 8;
        var half = Vector256.Create(1u << (Shift - 1));
        for (var x = 0; x < row.Length; x += Block)
        {
            var at = (nuint)Math.Min(x, row.Length - Block);
            var low = Blend(Vector256.LoadUnsafe(ref above, at), Vector256.LoadUnsafe(ref below, at), (uint)keep, weight, half);
            var high = Blend(Vector256.LoadUnsafe(ref above, at + 16), Vector256.LoadUnsafe(ref below, at + 16), (uint)keep, weight, half);
            Vector256.Narrow(low, high).StoreUnsafe(ref target, at);
        }
    }

    private static Vector256<ushort> Blend(Vector256<ushort> above, Vector256<ushort> below, uint keep, uint weight, Vector256<uint> half)
    {
        var low = (Vector256.WidenLower(above) * keep) + (Vector256.WidenLower(below) * weight) + half;
        var high = (Vector256.WidenUpper(above) * keep) + (Vector256.WidenUpper(below) * weight) + half;
        return Vector256.Narrow(low >>> (ExtraBits + 8), high >>> (ExtraBits + 8));
    }
}
