using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StreamShield.Core;

/// <summary>The full-size half of the guided filter: whole runs of hidden or visible cells are filled, edge cells are computed pixel by pixel.</summary>
internal sealed class GuidedRows
{
    private readonly FrameSize _size;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _edges;
    private readonly int[] _left;
    private readonly float[] _share;
    private readonly float[] _rowA;
    private readonly float[] _rowB;

    public GuidedRows(FrameSize size, int coarseWidth, int coarseHeight)
    {
        _size = size;
        _width = coarseWidth;
        _height = coarseHeight;
        _edges = new int[coarseWidth + 1];
        for (var i = 0; i <= coarseWidth; i++)
        {
            _edges[i] = (int)((long)i * size.Width / coarseWidth);
        }

        _left = new int[size.Width];
        _share = new float[size.Width];
        for (var x = 0; x < size.Width; x++)
        {
            var (first, share) = Position(x, size.Width, coarseWidth);
            _left[x] = first;
            _share[x] = share;
        }

        _rowA = new float[coarseWidth];
        _rowB = new float[coarseWidth];
    }

    /// <summary>Luma 0..255 in the proportions of ITU-R BT.601.</summary>
    public static float Luma(byte b, byte g, byte r) => (0.114f * b) + (0.587f * g) + (0.299f * r);

    /// <summary>Fills the fine alpha from the filter's coefficients: alpha (0..1) = a x luma (0..255) + b.</summary>
    public void Fill(ReadOnlySpan<byte> bgr, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<CellKind> kinds, Curve curve, Span<byte> fine)
    {
        for (var y = 0; y < _size.Height; y++)
        {
            var cells = kinds.Slice((int)((long)y * _height / _size.Height) * _width, _width);
            var row = fine.Slice(y * _size.Width, _size.Width);
            if (cells.IndexOf(CellKind.Edge) < 0)
            {
                FillRuns(cells, row);
                continue;
            }

            MixRows(a, b, y);
            FillRuns(cells, row);
            FillEdges(cells, bgr.Slice(y * _size.Width * 3, _size.Width * 3), curve, row);
        }
    }

    private static (int First, float Share) Position(int at, int to, int from)
    {
        var position = Math.Clamp(((at + 0.5f) * from / to) - 0.5f, 0, from - 1);
        var first = Math.Min((int)position, Math.Max(0, from - 2));
        return (first, position - first);
    }

    private void FillRuns(ReadOnlySpan<CellKind> cells, Span<byte> row)
    {
        var from = 0;
        while (from < cells.Length)
        {
            var kind = cells[from];
            var length = cells[from..].IndexOfAnyExcept(kind);
            var to = length < 0 ? cells.Length : from + length;
            if (kind != CellKind.Edge)
            {
                row[_edges[from].._edges[to]].Fill(kind == CellKind.Visible ? (byte)255 : (byte)0);
            }

            from = to;
        }
    }

    private void FillEdges(ReadOnlySpan<CellKind> cells, ReadOnlySpan<byte> bgr, Curve curve, Span<byte> row)
    {
        for (var cell = 0; cell < cells.Length; cell++)
        {
            if (cells[cell] != CellKind.Edge)
            {
                continue;
            }

            // Bounds hold by construction: tables of one entry per pixel, left neighbours that are never the last cell.
            ref var a = ref MemoryMarshal.GetArrayDataReference(_rowA);
            ref var b = ref MemoryMarshal.GetArrayDataReference(_rowB);
            ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(bgr), _edges[cell] * 3);
            for (var x = _edges[cell]; x < _edges[cell + 1]; x++)
            {
                var left = _left[x];
                var share = _share[x];
                ref var a0 = ref Unsafe.Add(ref a, left);
                ref var b0 = ref Unsafe.Add(ref b, left);
                var slope = a0 + ((Unsafe.Add(ref a0, 1) - a0) * share);
                var offset = b0 + ((Unsafe.Add(ref b0, 1) - b0) * share);
                row[x] = curve.Apply((slope * Luma(pixel, Unsafe.Add(ref pixel, 1), Unsafe.Add(ref pixel, 2))) + offset);
                pixel = ref Unsafe.Add(ref pixel, 3);
            }
        }
    }

    private void MixRows(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int y)
    {
        var (first, share) = Position(y, _size.Height, _height);
        MixRow(a, first, share, _rowA);
        MixRow(b, first, share, _rowB);
    }

    private void MixRow(ReadOnlySpan<float> plane, int first, float share, Span<float> row)
    {
        var upper = plane.Slice(first * _width, _width);
        var lower = plane.Slice((first + 1) * _width, _width);
        var factor = new Vector<float>(share);
        for (var x = 0; x < row.Length; x += Vector<float>.Count)
        {
            var at = Math.Min(x, row.Length - Vector<float>.Count);
            var above = new Vector<float>(upper[at..]);
            (above + ((new Vector<float>(lower[at..]) - above) * factor)).CopyTo(row[at..]);
        }
    }

    /// <summary>Maps filtered alpha to shown alpha: 0 up to one bound, 255 from another, a line between.</summary>
    public readonly struct Curve(float hideBelow, float showAbove)
    {
        private readonly float _slope = 255 / (showAbove - hideBelow);

        public byte Apply(float alpha) => (byte)(int)MathF.Min(MathF.Max(((alpha - hideBelow) * _slope) + 0.5f, 0), 255);
    }
}
