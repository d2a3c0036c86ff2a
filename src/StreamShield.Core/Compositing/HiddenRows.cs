using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

        RowBlend.Mix(_above, _below, (int)((position - first) * 256), row);
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
}
