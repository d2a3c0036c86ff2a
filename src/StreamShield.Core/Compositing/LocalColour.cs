using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Compositing;

/// <summary>Estimates colours near soft edges, per cell of 8x8 pixels: the mean of fully visible pixels (the streamer's colour) or of hidden ones
/// (the room's) within two cells. The colour of a soft pixel, which contains a share of both, is never used. (In the spirit of Forte 2021,
/// "Approximate Fast Foreground Colour Estimation", without its residual term, which would bring the raw pixel back.)</summary>
internal sealed class LocalColour
{
    /// <summary>One pixel in this many of the neighbourhood is enough for full confidence.</summary>
    private const int EnoughOf = 10;

    /// <summary>Bytes per cell: B, G, R, confidence; the colours are premultiplied by the confidence.</summary>
    private const int Entry = 4;

    private readonly int _columns;
    private readonly int _rows;
    private readonly int _stride;
    private readonly byte[] _colours;
    private readonly byte[] _rowColours;

    /// <param name="cells">Defines the grid.</param>
    public LocalColour(EdgeCells cells)
    {
        _columns = cells.Columns;
        _rows = cells.Rows;
        // One cell more than needed: a right-hand neighbour with weight 0 for the last cell. Never shorter than a vector.
        _stride = Math.Max(_columns + 1, 8) * Entry;
        _colours = new byte[_stride * _rows];
        _rowColours = new byte[2 * _stride];
    }

    /// <summary>Estimates the colours for one frame. Afterwards <see cref="At"/> returns them, in the requested cells.</summary>
    /// <param name="needed">Per cell: true where a colour may be needed.</param>
    /// <param name="sums">Per cell: B, G, R sums and the number of pixels.</param>
    public void Estimate(ReadOnlySpan<bool> needed, ReadOnlySpan<Vector128<int>> sums)
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                if (needed[(row * _columns) + column] && !AverageAround(sums, column, row, 1))
                {
                    AverageAround(sums, column, row, EdgeCells.Reach);
                }
            }
        }
    }

    /// <summary>Prepares <see cref="At"/> for two rows of pixels: <paramref name="y"/>, which is even, and the one below.</summary>
    public void BeginRows(int y)
    {
        BeginRow(y, _rowColours.AsSpan(0, _stride));
        BeginRow(y + 1, _rowColours.AsSpan(_stride, _stride));
    }

    /// <summary>The estimated colour in the prepared rows: B, G, R and, in the highest byte, the confidence: 255, or less where few pixels of that
    /// kind are near.</summary>
    /// <param name="x">Column of the pixel.</param>
    /// <param name="lower">0 for the upper row, 1 for the lower.</param>
    public uint At(int x, int lower)
    {
        var (first, share) = Between(x, _columns);
        ref var entries = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rowColours), (lower * _stride) + (first * Entry));
        var left = Unsafe.ReadUnaligned<uint>(ref entries);
        var right = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref entries, Entry));
        var mixed = Mix(left, right, (uint)share);
        return mixed >> 24 is 0 or 255 ? mixed : Brighten(mixed);
    }

    private void BeginRow(int y, Span<byte> colours)
    {
        var (first, share) = Between(y, _rows);
        RowBlend.Mix(_colours.AsSpan(first * _stride, _stride), _colours.AsSpan(Math.Min(first + 1, _rows - 1) * _stride, _stride), share, colours);
    }

    /// <summary>Blends four bytes at once, in two pairs that leave room for the products.</summary>
    private static uint Mix(uint left, uint right, uint share)
    {
        const uint Even = 0x00FF00FF;
        const uint Half = 0x00800080;
        var keep = 256 - share;
        var even = (((left & Even) * keep) + ((right & Even) * share) + Half) >> 8;
        var odd = (((left >> 8) & Even) * keep) + (((right >> 8) & Even) * share) + Half;
        return (even & Even) | (odd & ~Even);
    }

    /// <summary>Divides the colours by the confidence.</summary>
    private static uint Brighten(uint colour)
    {
        var sureness = colour >> 24;
        uint Scale(int shift) => Math.Min(255, ((colour >> shift) & 255) * 255 / sureness) << shift;
        return (sureness << 24) | Scale(16) | Scale(8) | Scale(0);
    }

    /// <summary>The cell before a pixel's centre, and the weight (of 256) of the next one.</summary>
    private static (int First, int Share) Between(int at, int cells)
    {
        var position = Math.Max(0, (((2 * at) + 1) * 256 / (2 * EdgeCells.Side)) - 128);
        var first = position >> 8;
        return first >= cells - 1 ? (cells - 1, 0) : (first, position & 255);
    }

    /// <summary>Sets the colour of a cell from the pixels within this many cells. Near pixels match best, so the caller tries them first. Few pixels
    /// in a large soft area are weak evidence: the confidence falls with their number.</summary>
    /// <returns>True when there were enough pixels.</returns>
    private bool AverageAround(ReadOnlySpan<Vector128<int>> sums, int column, int row, int reach)
    {
        var sum = Vector128<int>.Zero;
        var (left, right) = (Math.Max(0, column - reach), Math.Min(_columns - 1, column + reach));
        for (var y = Math.Max(0, row - reach); y <= Math.Min(_rows - 1, row + reach); y++)
        {
            foreach (var cell in sums.Slice((y * _columns) + left, right - left + 1))
            {
                sum += cell;
            }
        }

        var count = sum[3];
        var side = ((2 * reach) + 1) * EdgeCells.Side;
        var sureness = Math.Min(255, count * 255 / (side * side / EdgeCells.RowStep / EnoughOf));
        var colour = _colours.AsSpan((row * _stride) + (column * Entry), Entry);
        colour.Clear();
        if (count > 0)
        {
            colour[0] = (byte)(sum[0] / count * sureness / 255);
            colour[1] = (byte)(sum[1] / count * sureness / 255);
            colour[2] = (byte)(sum[2] / count * sureness / 255);
            colour[3] = (byte)sureness;
        }

        return sureness == 255;
    }
}
