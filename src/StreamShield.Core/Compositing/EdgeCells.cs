using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Compositing;

/// <summary>
/// Where the streamer's edge runs, in cells of 8x8 pixels, and the colours near it: per cell the sums of the fully visible pixels, the streamer's own, and of the hidden ones, the
/// room's. One look at frame and matte serves both <see cref="LocalColour"/>s.
/// </summary>
internal sealed class EdgeCells
{
    /// <summary>Side of a cell in pixels.</summary>
    public const int Side = 8;

    /// <summary>A colour is asked of cells this far away.</summary>
    public const int Reach = 2;

    /// <summary>Every second row is enough for a mean colour.</summary>
    public const int RowStep = 2;

    private readonly FrameSize _size;
    private readonly CellKind[] _kinds;
    private readonly bool[] _summed;
    private readonly bool[] _asked;
    private readonly Vector128<int>[] _streamer;
    private readonly Vector128<int>[] _room;
    private readonly byte[] _any;
    private readonly byte[] _all;

    /// <summary>Cells for frames of one size.</summary>
    public EdgeCells(FrameSize size)
    {
        _size = size;
        Columns = (size.Width + Side - 1) / Side;
        Rows = (size.Height + Side - 1) / Side;
        _kinds = new CellKind[Columns * Rows];
        _summed = new bool[Columns * Rows];
        _asked = new bool[Columns * Rows];
        _streamer = new Vector128<int>[Columns * Rows];
        _room = new Vector128<int>[Columns * Rows];
        _any = new byte[size.Width];
        _all = new byte[size.Width];
    }

    /// <summary>Cells across.</summary>
    public int Columns { get; }

    /// <summary>Cells down; the last ones of a row or column may be narrower.</summary>
    public int Rows { get; }

    /// <summary>Per cell: true where a colour may be asked for.</summary>
    public ReadOnlySpan<bool> Asked => _asked;

    /// <summary>Per cell: B, G, R and number of the fully visible pixels in every second row; 0 far from the edge.</summary>
    public ReadOnlySpan<Vector128<int>> Streamer => _streamer;

    /// <summary>The same of the hidden pixels.</summary>
    public ReadOnlySpan<Vector128<int>> Room => _room;

    /// <summary>Looks at one frame.</summary>
    /// <param name="bgr">Its pixels.</param>
    /// <param name="alpha">Its fine matte.</param>
    public void Look(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha)
    {
        Classify(alpha);
        for (var index = 0; index < _summed.Length; index++)
        {
            if (_summed[index])
            {
                (_streamer[index], _room[index]) = Sum(bgr, alpha, index % Columns * Side, index / Columns * Side);
            }
        }
    }

    /// <summary>True when a pixel of a row's run may be within a cell of one that is neither fully visible nor hidden, or of where the two meet.</summary>
    /// <param name="from">First pixel of the run.</param>
    /// <param name="to">The pixel behind its last.</param>
    /// <param name="y">The row.</param>
    public bool NearEdge(int from, int to, int y)
    {
        var first = from / Side;
        return _asked.AsSpan((y / Side * Columns) + first, ((to - 1) / Side) + 1 - first).Contains(true);
    }

    private void Classify(ReadOnlySpan<byte> alpha)
    {
        _summed.AsSpan().Clear();
        _asked.AsSpan().Clear();
        _streamer.AsSpan().Clear();
        _room.AsSpan().Clear();
        for (var row = 0; row < Rows; row++)
        {
            var rows = alpha[(row * Side * _size.Width)..(Math.Min((row + 1) * Side, _size.Height) * _size.Width)];
            RowFold.Fold(rows, _any, _all);
            for (var column = 0; column < Columns; column++)
            {
                // The last cell of a row may overlap its neighbour: it then looks at a few pixels more, never fewer.
                var left = Math.Min(column * Side, _size.Width - Side);
                var any = MemoryMarshal.Read<ulong>(_any.AsSpan(left));
                var all = MemoryMarshal.Read<ulong>(_all.AsSpan(left));
                var kind = any == 0 ? CellKind.Hidden : all == ulong.MaxValue ? CellKind.Visible : CellKind.Edge;
                var index = (row * Columns) + column;
                _kinds[index] = kind;
                if (kind == CellKind.Edge || (column > 0 && Meet(kind, _kinds[index - 1])) || (row > 0 && Meet(kind, _kinds[index - Columns])))
                {
                    // Its pixels mix the colours of their neighbours, which look at theirs.
                    Mark(_asked, column, row, 1);
                    Mark(_summed, column, row, 1 + Reach);
                }
            }
        }
    }

    /// <summary>True when an edge runs exactly between two cells.</summary>
    private static bool Meet(CellKind one, CellKind other) => one != CellKind.Edge && other != CellKind.Edge && one != other;

    /// <summary>Marks the cells within reach of one at the edge.</summary>
    private void Mark(bool[] cells, int column, int row, int reach)
    {
        var (left, right) = (Math.Max(0, column - reach), Math.Min(Columns - 1, column + reach));
        for (var y = Math.Max(0, row - reach); y <= Math.Min(Rows - 1, row + reach); y++)
        {
            cells.AsSpan((y * Columns) + left, right - left + 1).Fill(true);
        }
    }

    private (Vector128<int> Streamer, Vector128<int> Room) Sum(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha, int left, int top)
    {
        var streamer = default(MaskedSum);
        var room = default(MaskedSum);
        // The last cell of a row is narrower where the width is no multiple of its side: what lies to its left is masked off.
        var at = Math.Min(left, _size.Width - Side);
        var own = Vector128.GreaterThanOrEqual(Vector128<byte>.Indices, Vector128.Create((byte)(left - at)));
        for (var y = top; y < Math.Min(top + Side, _size.Height); y += RowStep)
        {
            var first = (y * _size.Width) + at;
            var alphas = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(alpha[first..])).AsByte();
            var pixels = PixelRow.Load(bgr.Slice(first * 3, Side * 3));
            streamer.Add(pixels, Vector128.Equals(alphas, Vector128<byte>.AllBitsSet) & own);
            room.Add(pixels, Vector128.Equals(alphas, Vector128<byte>.Zero) & own);
        }

        return (streamer.Total, room.Total);
    }
}
