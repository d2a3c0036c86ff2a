using System.Numerics;

namespace StreamShield.Core.Pixels;

/// <summary>Spreads the set bits of a plane of bytes over the square around each pixel. Allocates only on construction.</summary>
internal sealed class PlaneSpread
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly byte[] _padded;
    private readonly byte[] _wide;

    /// <param name="width">Width of the planes.</param>
    /// <param name="height">Height of the planes.</param>
    public PlaneSpread(int width, int height)
    {
        (_width, _height) = (width, height);
        _stride = (width + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;
        _padded = new byte[3 * _stride];
        _wide = new byte[_stride * height];
    }

    /// <summary>Sets in each byte of <paramref name="to"/> all bits set in any byte of <paramref name="from"/> within the radius. Both may be the
    /// same plane.</summary>
    /// <param name="from">One byte per pixel.</param>
    /// <param name="to">Receives one byte per pixel.</param>
    /// <param name="radius">Below the width.</param>
    public void Spread(ReadOnlySpan<byte> from, Span<byte> to, int radius)
    {
        var row = _padded.AsSpan(_stride, _width);
        for (var y = 0; y < _height; y++)
        {
            from.Slice(y * _width, _width).CopyTo(row);
            for (var x = 0; x < _stride; x += Vector<byte>.Count)
            {
                var any = Vector<byte>.Zero;
                for (var k = -radius; k <= radius; k++)
                {
                    any |= new Vector<byte>(_padded, _stride + x + k);
                }

                any.CopyTo(_wide, (y * _stride) + x);
            }
        }

        for (var y = 0; y < _height; y++)
        {
            var (top, bottom) = (Math.Max(0, y - radius), Math.Min(_height - 1, y + radius));
            for (var x = 0; x < _stride; x += Vector<byte>.Count)
            {
                var any = Vector<byte>.Zero;
                for (var k = top; k <= bottom; k++)
                {
                    any |= new Vector<byte>(_wide, (k * _stride) + x);
                }

                any.CopyTo(_padded, _stride + x);
            }

            row.CopyTo(to[(y * _width)..]);
        }

        // The next spread begins with margins of 0.
        _padded.AsSpan().Clear();
    }
}
