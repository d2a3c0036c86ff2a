using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StreamShield.Core;

/// <summary>
/// Estimates a colour near soft edges, per cell of 8x8 pixels: the mean of the pixels of one alpha within two cells, fully visible ones for the streamer's own colour, hidden ones
/// for the room's. A soft pixel's own colour, which holds a share of both, is never used. (In the spirit of Forte 2021, "Approximate Fast Foreground Colour Estimation", without its
/// residual term, which would bring the raw pixel back.)
/// </summary>
internal sealed class LocalColour
{
    /// <summary>Side of a cell in pixels.</summary>
    public const int Cell = 8;

    private const int Reach = 2;

    /// <summary>This part of the neighbourhood asked is enough to be sure of its colour.</summary>
    private const int EnoughOf = 10;

    /// <summary>Every second row is enough for a mean colour.</summary>
    private const int RowStep = 2;

    /// <summary>Bytes per cell: B, G, R, sureness; the colours multiplied by the sureness.</summary>
    private const int Entry = 4;

    private readonly FrameSize _size;
    private readonly byte _witness;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _stride;
    private readonly CellKind[] _kinds;
    private readonly bool[] _summed;
    private readonly bool[] _asked;
    private readonly (int B, int G, int R, int Count)[] _sums;
    private readonly byte[] _any;
    private readonly byte[] _all;
    private readonly byte[] _colours;
    private readonly byte[] _rowColours;

    /// <param name="size">Of the frames.</param>
    /// <param name="witness">Alpha of the pixels that are asked: 255 or 0.</param>
    public LocalColour(FrameSize size, byte witness)
    {
        _size = size;
        _witness = witness;
        _columns = (size.Width + Cell - 1) / Cell;
        _rows = (size.Height + Cell - 1) / Cell;
        _kinds = new CellKind[_columns * _rows];
        _any = new byte[size.Width];
        _all = new byte[size.Width];
        _summed = new bool[_columns * _rows];
        _asked = new bool[_columns * _rows];
        _sums = new (int, int, int, int)[_columns * _rows];
        // One cell more than there is, the last cell's right-hand neighbour of share 0; and never shorter than a vector.
        _stride = Math.Max(_columns + 1, 8) * Entry;
        _colours = new byte[_stride * _rows];
        _rowColours = new byte[2 * _stride];
    }

    private enum CellKind : byte
    {
        Hidden = 0,
        Mixed,
        Solid,
    }

    /// <summary>Looks at one frame; <see cref="At"/> answers for it afterwards.</summary>
    public void Estimate(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha)
    {
        Classify(alpha);
        Sum(bgr, alpha);
        Average();
    }

    /// <summary>True when a pixel of a row's run may be within a cell of one that is neither fully visible nor hidden, or of where the two meet.</summary>
    /// <param name="from">First pixel of the run.</param>
    /// <param name="to">The pixel behind its last.</param>
    /// <param name="y">The row.</param>
    public bool NearEdge(int from, int to, int y)
    {
        var first = from / Cell;
        return _asked.AsSpan((y / Cell * _columns) + first, ((to - 1) / Cell) + 1 - first).Contains(true);
    }

    /// <summary>Prepares the answers of <see cref="At"/> for two rows of pixels, <paramref name="y"/> and the one below; it is even.</summary>
    public void BeginRows(int y)
    {
        BeginRow(y, _rowColours.AsSpan(0, _stride));
        BeginRow(y + 1, _rowColours.AsSpan(_stride, _stride));
    }

    /// <summary>
    /// The estimated colour in the rows begun: B, G, R and, in the highest byte, how sure it is: 255, or less where few pixels of that kind are near.
    /// </summary>
    /// <param name="x">Pixel in the row.</param>
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

    /// <summary>Mixes four bytes at once, two and two, each with room for its product.</summary>
    private static uint Mix(uint left, uint right, uint share)
    {
        const uint Even = 0x00FF00FF;
        const uint Half = 0x00800080;
        var keep = 256 - share;
        var even = (((left & Even) * keep) + ((right & Even) * share) + Half) >> 8;
        var odd = (((left >> 8) & Even) * keep) + (((right >> 8) & Even) * share) + Half;
        return (even & Even) | (odd & ~Even);
    }

    /// <summary>The colours are dark where they are unsure; dividing takes that out again.</summary>
    private static uint Brighten(uint colour)
    {
        var sureness = colour >> 24;
        uint Scale(int shift) => Math.Min(255, ((colour >> shift) & 255) * 255 / sureness) << shift;
        return (sureness << 24) | Scale(16) | Scale(8) | Scale(0);
    }

    /// <summary>The cell before a pixel's centre, and the share (of 256) of the one behind it.</summary>
    private static (int First, int Share) Between(int at, int cells)
    {
        var position = Math.Max(0, (((2 * at) + 1) * 256 / (2 * Cell)) - 128);
        var first = position >> 8;
        return first >= cells - 1 ? (cells - 1, 0) : (first, position & 255);
    }

    private void Classify(ReadOnlySpan<byte> alpha)
    {
        _summed.AsSpan().Clear();
        _asked.AsSpan().Clear();
        for (var row = 0; row < _rows; row++)
        {
            var rows = alpha[(row * Cell * _size.Width)..(Math.Min((row + 1) * Cell, _size.Height) * _size.Width)];
            RowFold.Fold(rows, _any, _all);
            for (var column = 0; column < _columns; column++)
            {
                // The last cell of a row may overlap its neighbour: it then looks at a few pixels more, never fewer.
                var left = Math.Min(column * Cell, _size.Width - Cell);
                var any = MemoryMarshal.Read<ulong>(_any.AsSpan(left));
                var all = MemoryMarshal.Read<ulong>(_all.AsSpan(left));
                var kind = any == 0 ? CellKind.Hidden : all == ulong.MaxValue ? CellKind.Solid : CellKind.Mixed;
                var index = (row * _columns) + column;
                _kinds[index] = kind;
                if (kind == CellKind.Mixed || (column > 0 && Meet(kind, _kinds[index - 1])) || (row > 0 && Meet(kind, _kinds[index - _columns])))
                {
                    // Its pixels mix the colours of their neighbours, which look at theirs.
                    Mark(_asked, column, row, 1);
                    Mark(_summed, column, row, 1 + Reach);
                }
            }
        }
    }

    /// <summary>True when an edge runs exactly between two cells.</summary>
    private static bool Meet(CellKind one, CellKind other) => one != CellKind.Mixed && other != CellKind.Mixed && one != other;

    /// <summary>Marks the cells within reach of one at the edge.</summary>
    private void Mark(bool[] cells, int column, int row, int reach)
    {
        var (left, right) = (Math.Max(0, column - reach), Math.Min(_columns - 1, column + reach));
        for (var y = Math.Max(0, row - reach); y <= Math.Min(_rows - 1, row + reach); y++)
        {
            cells.AsSpan((y * _columns) + left, right - left + 1).Fill(true);
        }
    }

    private void Sum(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha)
    {
        var without = _witness == 255 ? CellKind.Hidden : CellKind.Solid;
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                var index = (row * _columns) + column;
                if (_summed[index])
                {
                    _sums[index] = _kinds[index] == without ? default : SumCell(bgr, alpha, column * Cell, row * Cell);
                }
            }
        }
    }

    private (int B, int G, int R, int Count) SumCell(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha, int left, int top)
    {
        int b = 0, g = 0, r = 0, count = 0;
        var width = Math.Min(Cell, _size.Width - left);
        for (var y = top; y < Math.Min(top + Cell, _size.Height); y += RowStep)
        {
            var at = (y * _size.Width) + left;
            var alphas = alpha.Slice(at, width);
            var pixels = bgr.Slice(at * 3, width * 3);
            for (var x = 0; x < alphas.Length; x++)
            {
                // A mask instead of a branch: at an edge, branches are mispredicted every few pixels.
                var mask = alphas[x] == _witness ? -1 : 0;
                b += pixels[x * 3] & mask;
                g += pixels[(x * 3) + 1] & mask;
                r += pixels[(x * 3) + 2] & mask;
                count -= mask;
            }
        }

        return (b, g, r, count);
    }

    private void Average()
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                if (_asked[(row * _columns) + column] && !AverageAround(column, row, 1))
                {
                    AverageAround(column, row, Reach);
                }
            }
        }
    }

    /// <summary>
    /// Sets a cell's colour from the asked pixels within so many cells: the near ones when there are enough, since they match best. Few of them in a large
    /// soft area are a doubtful witness: the sureness falls with their number.
    /// </summary>
    /// <returns>True when there were enough.</returns>
    private bool AverageAround(int column, int row, int reach)
    {
        int b = 0, g = 0, r = 0, count = 0;
        for (var y = Math.Max(0, row - reach); y <= Math.Min(_rows - 1, row + reach); y++)
        {
            for (var x = Math.Max(0, column - reach); x <= Math.Min(_columns - 1, column + reach); x++)
            {
                if (_summed[(y * _columns) + x])
                {
                    var sum = _sums[(y * _columns) + x];
                    b += sum.B;
                    g += sum.G;
                    r += sum.R;
                    count += sum.Count;
                }
            }
        }

        var side = ((2 * reach) + 1) * Cell;
        var sureness = Math.Min(255, count * 255 / (side * side / RowStep / EnoughOf));
        var colour = _colours.AsSpan((row * _stride) + (column * Entry), Entry);
        colour.Clear();
        if (count > 0)
        {
            colour[0] = (byte)(b / count * sureness / 255);
            colour[1] = (byte)(g / count * sureness / 255);
            colour[2] = (byte)(r / count * sureness / 255);
            colour[3] = (byte)sureness;
        }

        return sureness == 255;
    }
}
