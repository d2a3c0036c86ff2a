using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Compositing;

/// <summary>Locates the streamer's edge in cells of 8x8 pixels and sums the colours near it: per cell, those of the fully visible pixels (the
/// streamer) and of the hidden ones (the room). One pass over frame and matte serves both <see cref="LocalColour"/>s.</summary>
internal sealed class EdgeCells
{
    /// <summary>Side of a cell in pixels.</summary>
    public const int Side = 8;

    /// <summary>Distance in cells over which colours are averaged.</summary>
    public const int Reach = 2;

    /// <summary>Every second row is enough for a mean colour.</summary>
    public const int RowStep = 2;

    private readonly FrameSize _size;
    private readonly CellKind[] _kinds;
    private readonly bool[] _summed;
    private readonly bool[] _needed;
    private readonly Vector128<int>[] _streamer;
    private readonly Vector128<int>[] _room;
    private readonly byte[] _any;
    private readonly byte[] _all;

    /// <summary>Creates cells for frames of one size.</summary>
    public EdgeCells(FrameSize size)
    {
        _size = size;
        Columns = (size.Width + Side - 1) / Side;
        Rows = (size.Height + Side - 1) / Side;
        _kinds = new CellKind[Columns * Rows];
        _summed = new bool[Columns * Rows];
        _needed = new bool[Columns * Rows];
        _streamer = new Vector128<int>[Columns * Rows];
        _room = new Vector128<int>[Columns * Rows];
        _any = new byte[size.Width];
        _all = new byte[size.Width];
    }

    public int Columns { get; }

    /// <summary>Cells down. The last cell of a row or column may be smaller.</summary>
    public int Rows { get; }

    /// <summary>Per cell: true where a colour may be needed.</summary>
    public ReadOnlySpan<bool> Needed => _needed;

    /// <summary>Per cell: B, G, R sums and the number of fully visible pixels in every second row; 0 far from the edge.</summary>
    public ReadOnlySpan<Vector128<int>> Streamer => _streamer;

    /// <summary>The same for the hidden pixels.</summary>
    public ReadOnlySpan<Vector128<int>> Room => _room;

    /// <summary>Classifies the cells of one frame and sums their colours.</summary>
    /// <param name="bgr">The frame's pixels.</param>
    /// <param name="alpha">The frame's fine matte.</param>
    public void Measure(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha)
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

    /// <summary>True when a pixel of the run may be within one cell of a pixel that is neither fully visible nor hidden, or of a place where the two
    /// meet.</summary>
    /// <param name="from">First pixel of the run.</param>
    /// <param name="to">End of the run, exclusive.</param>
    /// <param name="y">The row.</param>
    public bool NearEdge(int from, int to, int y)
    {
        var first = from / Side;
        return _needed.AsSpan((y / Side * Columns) + first, ((to - 1) / Side) + 1 - first).Contains(true);
    }

    private void Classify(ReadOnlySpan<byte> alpha)
    {
        _summed.AsSpan().Clear();
        _needed.AsSpan().Clear();
        _streamer.AsSpan().Clear();
        _room.AsSpan().Clear();
        for (var row = 0; row < Rows; row++)
        {
            var rows = alpha[(row * Side * _size.Width)..(Math.Min((row + 1) * Side, _size.Height) * _size.Width)];
            RowFold.Fold(rows, _any, _all);
            for (var column = 0; column < Columns; column++)
            {
                // The last cell of a row may overlap its neighbour: it then covers a few pixels more, never fewer.
                var left = Math.Min(column * Side, _size.Width - Side);
                var any = MemoryMarshal.Read<ulong>(_any.AsSpan(left));
                var all = MemoryMarshal.Read<ulong>(_all.AsSpan(left));
                var kind = any == 0 ? CellKind.Hidden : all == ulong.MaxValue ? CellKind.Visible : CellKind.Edge;
                var index = (row * Columns) + column;
                _kinds[index] = kind;
                if (kind == CellKind.Edge || (column > 0 && Meet(kind, _kinds[index - 1])) || (row > 0 && Meet(kind, _kinds[index - Columns])))
                {
                    // Pixels interpolate the colours of the neighbouring cells, which average over their own neighbours.
                    Mark(_needed, column, row, 1);
                    Mark(_summed, column, row, 1 + Reach);
                }
            }
        }
    }

    /// <summary>True when an edge runs exactly between two cells.</summary>
    private static bool Meet(CellKind one, CellKind other) => one != CellKind.Edge && other != CellKind.Edge && one != other;

    /// <summary>Marks the cells within reach of an edge cell.</summary>
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
        // The last cell of a row is narrower where the width is not a multiple of its side. Pixels to its left are masked out.
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
