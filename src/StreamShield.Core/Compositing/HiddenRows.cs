using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>Stretches a <see cref="HiddenPicture"/> over a frame, row by row from top to bottom, interpolating linearly. Allocates only when made.</summary>
internal sealed class HiddenRows
{
    private readonly FrameSize _size;
    private readonly int[] _first;
    private readonly int[] _weight;
    private byte[] _above;
    private byte[] _below;
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
            _weight[x] = (int)((position - (int)position) * 256);
        }

        _above = new byte[size.Width * 3];
        _below = new byte[size.Width * 3];
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

        Mix((ushort)((position - first) * 256), row);
    }

    /// <summary>Where a pixel's centre lies among the small picture's centres; never beyond the last but one.</summary>
    private static double Position(int at, int to, int from) => Math.Clamp(((at + 0.5) * from / to) - 0.5, 0, from - 1.001);

    private void Widen(HiddenPicture picture, int row, Span<byte> wide)
    {
        var from = picture.Pixels.Slice(Math.Min(row, HiddenPicture.Height - 1) * HiddenPicture.Width * 3, HiddenPicture.Width * 3);
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(wide);
        for (var x = 0; x < _first.Length; x++)
        {
            // Position() keeps the second neighbour inside the row, and each table has one entry per pixel of the frame.
            ref var left = ref Unsafe.Add(ref source, _first[x]);
            var share = _weight[x];
            for (var channel = 0; channel < 3; channel++)
            {
                int value = Unsafe.Add(ref left, channel);
                var step = Unsafe.Add(ref left, channel + 3) - value;
                Unsafe.Add(ref target, (x * 3) + channel) = (byte)(value + (((step * share) + 128) >> 8));
            }
        }
    }

    /// <summary>(above (256 - weight) + below weight) / 256, rounded; the sum of two products fits 16 bits.</summary>
    private void Mix(ushort weight, Span<byte> row)
    {
        ref var above = ref MemoryMarshal.GetArrayDataReference(_above);
        ref var below = ref MemoryMarshal.GetArrayDataReference(_below);
        ref var target = ref MemoryMarshal.GetReference(row);
        var keep = (ushort)(256 - weight);
        const int Block = 32;
        for (var x = 0; x < row.Length; x += Block)
        {
            var at = (nuint)Math.Min(x, row.Length - Block);
            var upper = Vector256.LoadUnsafe(ref above, at);
            var lower = Vector256.LoadUnsafe(ref below, at);
            var left = Blend(Vector256.WidenLower(upper), Vector256.WidenLower(lower), keep, weight);
            var right = Blend(Vector256.WidenUpper(upper), Vector256.WidenUpper(lower), keep, weight);
            Vector256.Narrow(left, right).StoreUnsafe(ref target, at);
        }
    }

    private static Vector256<ushort> Blend(Vector256<ushort> above, Vector256<ushort> below, ushort keep, ushort weight) =>
        ((above * keep) + (below * weight) + Vector256.Create((ushort)128)) >>> 8;
}
