using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Refining;

/// <summary>Classifies the cells of a coarse matte by the minimum and maximum of their 3x3 neighbourhood. Allocates only on construction.</summary>
internal sealed class Neighbourhood
{
    private const int Block = 32;

    private readonly int _width;
    private readonly int _height;
    private readonly Vector256<byte> _nobodyNear;
    private readonly Vector256<byte> _surelyInside;
    private readonly byte[] _low;
    private readonly byte[] _high;

    /// <param name="width">Cells per row, at least 32.</param>
    /// <param name="height">Rows.</param>
    /// <param name="nobodyNear">A cell is hidden when no value in the neighbourhood reaches this.</param>
    /// <param name="surelyInside">A cell is visible when all values in the neighbourhood reach this.</param>
    public Neighbourhood(int width, int height, byte nobodyNear, byte surelyInside)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Block);
        _width = width;
        _height = height;
        _nobodyNear = Vector256.Create(nobodyNear);
        _surelyInside = Vector256.Create(surelyInside);
        _low = new byte[width + 2];
        _high = new byte[width + 2];
    }

    /// <summary>Classifies every cell.</summary>
    public void Classify(ReadOnlySpan<byte> alpha, Span<CellKind> kinds)
    {
        for (var y = 0; y < _height; y++)
        {
            FoldRows(
                alpha.Slice(Math.Max(0, y - 1) * _width, _width),
                alpha.Slice(y * _width, _width),
                alpha.Slice(Math.Min(_height - 1, y + 1) * _width, _width));
            SortRow(MemoryMarshal.AsBytes(kinds.Slice(y * _width, _width)));
        }
    }

    /// <summary>Minimum and maximum of three rows, column by column, with the outermost values repeated on both sides.</summary>
    private void FoldRows(ReadOnlySpan<byte> above, ReadOnlySpan<byte> here, ReadOnlySpan<byte> below)
    {
        for (var x = 0; x < _width; x += Block)
        {
            var at = Math.Min(x, _width - Block);
            var a = Vector256.Create(above.Slice(at, Block));
            var b = Vector256.Create(here.Slice(at, Block));
            var c = Vector256.Create(below.Slice(at, Block));
            Vector256.Min(Vector256.Min(a, b), c).CopyTo(_low, at + 1);
            Vector256.Max(Vector256.Max(a, b), c).CopyTo(_high, at + 1);
        }

        (_low[0], _low[^1], _high[0], _high[^1]) = (_low[1], _low[^2], _high[1], _high[^2]);
    }

    private void SortRow(Span<byte> kinds)
    {
        for (var x = 0; x < _width; x += Block)
        {
            var at = Math.Min(x, _width - Block);
            var low = Vector256.Min(Vector256.Min(Vector256.Create(_low, at), Vector256.Create(_low, at + 1)), Vector256.Create(_low, at + 2));
            var high = Vector256.Max(Vector256.Max(Vector256.Create(_high, at), Vector256.Create(_high, at + 1)), Vector256.Create(_high, at + 2));
            var visible = Vector256.GreaterThanOrEqual(low, _surelyInside);
            var hidden = Vector256.LessThan(high, _nobodyNear);
            var kind = Vector256.ConditionalSelect(visible, Vector256.Create((byte)CellKind.Visible), Vector256.Create((byte)CellKind.Edge));
            Vector256.AndNot(kind, hidden).CopyTo(kinds[at..]);
        }
    }
}
