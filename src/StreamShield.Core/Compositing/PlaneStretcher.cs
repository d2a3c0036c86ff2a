using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>Stretches a small plane of interleaved channels over a large one, row by row from top to bottom, interpolating linearly. Allocates only when made.</summary>
internal sealed class PlaneStretcher
{
    /// <summary>Bytes made at once.</summary>
    private const int Lane = 16;

    /// <summary>Bits of a share: a step of 255 levels times a share still fits 16 bits.</summary>
    private const int ShareBits = 7;

    private const int One = 1 << ShareBits;

    private readonly int _fromWidth;
    private readonly int _fromHeight;
    private readonly int _toHeight;
    private readonly int _channels;
    private readonly int[] _starts;
    private readonly short[] _shares;
    private readonly int _length;
    private byte[] _above;
    private byte[] _below;
    private int _row = -1;

    /// <param name="fromWidth">Pixels per row of the small plane, at least 2.</param>
    /// <param name="fromHeight">Rows of the small plane.</param>
    /// <param name="toWidth">Pixels per row of the large plane.</param>
    /// <param name="toHeight">Rows of the large plane.</param>
    /// <param name="channels">Bytes per pixel of both, 1 or 2.</param>
    public PlaneStretcher(int fromWidth, int fromHeight, int toWidth, int toHeight, int channels)
    {
        (_fromWidth, _fromHeight, _toHeight, _channels) = (fromWidth, fromHeight, toHeight, channels);
        _length = toWidth * channels;
        _starts = new int[fromWidth];
        _shares = new short[_length + Lane];
        for (var x = toWidth - 1; x >= 0; x--)
        {
            var position = Position(x, toWidth, fromWidth);
            _shares.AsSpan(x * channels, channels).Fill((short)((position - (int)position) * One));
            // Walking from the right, what stays is where each pair of neighbours begins; a pair without a pixel of its own begins where the next one does.
            _starts.AsSpan(0, (int)position + 1).Fill(x * channels);
        }

        _starts[0] = 0;
        for (var segment = (int)Position(toWidth - 1, toWidth, fromWidth) + 1; segment < _starts.Length; segment++)
        {
            _starts[segment] = _length;
        }

        _above = new byte[_length + Lane];
        _below = new byte[_length + Lane];
    }

    /// <summary>Starts another picture.</summary>
    public void Restart() => _row = -1;

    /// <summary>Fills row <paramref name="y"/> of the large plane; rows are asked for in rising order.</summary>
    public void Fill(ReadOnlySpan<byte> plane, int y, Span<byte> row)
    {
        var position = Position(y, _toHeight, _fromHeight);
        var first = (int)position;
        if (first != _row)
        {
            if (first == _row + 1 && _row >= 0)
            {
                (_above, _below) = (_below, _above);
            }
            else
            {
                Widen(plane, first, _above);
            }

            Widen(plane, first + 1, _below);
            _row = first;
        }

        RowBlend.Mix(_above.AsSpan(0, _length), _below.AsSpan(0, _length), (int)((position - first) * 256), row);
    }

    /// <summary>Where a pixel's centre lies among the small plane's centres; never beyond the last but one.</summary>
    private static double Position(int at, int to, int from) => Math.Clamp(((at + 0.5) * from / to) - 0.5, 0, from - 1.001);

    private void Widen(ReadOnlySpan<byte> plane, int row, Span<byte> wide)
    {
        var from = plane.Slice(Math.Min(row, _fromHeight - 1) * _fromWidth * _channels, _fromWidth * _channels);
        ref var shares = ref MemoryMarshal.GetArrayDataReference(_shares);
        ref var target = ref MemoryMarshal.GetReference(wide);
        for (var segment = 0; segment < _starts.Length - 1; segment++)
        {
            var left = from.Slice(segment * _channels, 2 * _channels);
            var (value, step) = (Lanes(left[0], left[_channels - 1]), Lanes(left[_channels] - left[0], left[^1] - left[_channels - 1]));
            for (var at = _starts[segment]; at < _starts[segment + 1]; at += Lane)
            {
                // A store may reach beyond its segment: the next one, or the slack at the end, is written later.
                var mixed = value + (((step * Vector256.LoadUnsafe(ref shares, (nuint)at)) + Vector256.Create((short)(One / 2))) >> ShareBits);
                Vector128.Narrow(mixed.GetLower().AsUInt16(), mixed.GetUpper().AsUInt16()).StoreUnsafe(ref target, (nuint)at);
            }
        }
    }

    /// <summary>Two numbers in turn over all lanes.</summary>
    private static Vector256<short> Lanes(int even, int odd) => Vector256.Create((ushort)even | ((uint)(ushort)odd << 16)).AsInt16();
}
