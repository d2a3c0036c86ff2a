using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Refining;

/// <summary>The full-size half of the guided filter. Runs of hidden or visible cells are filled; edge cells are computed pixel by pixel.</summary>
internal sealed class GuidedRows
{
    /// <summary>Number of pixels computed at once.</summary>
    private const int Lane = 8;

    private readonly FrameSize _size;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _edges;
    private readonly int[] _segments;
    private readonly int[] _segmentOf;
    private readonly float[] _shares;
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

        _segments = new int[coarseWidth + 1];
        _segments.AsSpan().Fill(size.Width);
        _segmentOf = new int[size.Width];
        _shares = new float[size.Width + Lane];
        for (var x = size.Width - 1; x >= 0; x--)
        {
            var (first, share) = Position(x, size.Width, coarseWidth);
            (_segmentOf[x], _shares[x]) = (first, share);
            // Walking from the right leaves the first pixel between the centre of each cell and that of the next.
            _segments.AsSpan(0, first + 1).Fill(x);
        }

        _rowA = new float[coarseWidth];
        _rowB = new float[coarseWidth];
    }

    /// <summary>Luma 0..255 with the weights of ITU-R BT.601.</summary>
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

            // Edges first, because their last block may reach into hidden or visible cells.
            MixRows(a, b, y);
            FillEdges(cells, bgr.Slice(y * _size.Width * 3, _size.Width * 3), curve, row);
            FillRuns(cells, row);
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
        var next = 0;
        for (var cell = cells.IndexOf(CellKind.Edge); cell < cells.Length; cell++)
        {
            // When the model is finer than the frame, a cell may contain no pixel.
            if (cells[cell] == CellKind.Edge && _edges[cell] < _edges[cell + 1])
            {
                var last = _segmentOf[_edges[cell + 1] - 1];
                for (var segment = Math.Max(next, _segmentOf[_edges[cell]]); segment <= last; segment++)
                {
                    FillSegment(segment, bgr, curve, row);
                }

                next = last + 1;
            }
        }
    }

    /// <summary>Fills the pixels between the centres of two cells, eight at once. Both coefficients are linear there.</summary>
    private void FillSegment(int segment, ReadOnlySpan<byte> bgr, Curve curve, Span<byte> row)
    {
        var right = Math.Min(segment + 1, _width - 1);
        var (a, b) = (Vector256.Create(_rowA[segment]), Vector256.Create(_rowB[segment]));
        var (stepA, stepB) = (Vector256.Create(_rowA[right] - _rowA[segment]), Vector256.Create(_rowB[right] - _rowB[segment]));
        for (var x = _segments[segment]; x < _segments[segment + 1]; x += Lane)
        {
            // At the end of the row the block is moved back; pixels before the segment keep their own segment's values.
            var at = Math.Min(x, _size.Width - Lane);
            var shares = Vector256.LoadUnsafe(ref _shares[at]);
            var alpha = ((a + (stepA * shares)) * Luma(bgr.Slice(at * 3, Lane * 3))) + b + (stepB * shares);
            var bytes = curve.Apply(alpha);
            if (at == x)
            {
                MemoryMarshal.Write(row[x..], bytes);
            }
            else
            {
                for (; x < _segments[segment + 1]; x++)
                {
                    row[x] = (byte)(bytes >> ((x - at) * 8));
                }
            }
        }
    }

    /// <summary>Luma of eight pixels.</summary>
    private static Vector256<float> Luma(ReadOnlySpan<byte> bgr)
    {
        var low = Vector128.Create(bgr[..16]);
        var high = Vector128.Create(bgr[8..24]);
        var b = Vector128.Shuffle(low, Vector128.Create((byte)0, 3, 6, 9, 12, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(high, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 10, 13, 255, 255, 255, 255, 255, 255, 255, 255));
        var g = Vector128.Shuffle(low, Vector128.Create((byte)1, 4, 7, 10, 13, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(high, Vector128.Create((byte)255, 255, 255, 255, 255, 8, 11, 14, 255, 255, 255, 255, 255, 255, 255, 255));
        var r = Vector128.Shuffle(low, Vector128.Create((byte)2, 5, 8, 11, 14, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            | Vector128.Shuffle(high, Vector128.Create((byte)255, 255, 255, 255, 255, 9, 12, 15, 255, 255, 255, 255, 255, 255, 255, 255));
        return (Widen(b) * 0.114f) + (Widen(g) * 0.587f) + (Widen(r) * 0.299f);
    }

    private static Vector256<float> Widen(Vector128<byte> eight)
    {
        var words = Vector128.WidenLower(eight);
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
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

    /// <summary>Maps filtered alpha to shown alpha: 0 up to one threshold, 255 from another, linear between.</summary>
    public readonly struct Curve(float hideBelow, float showAbove)
    {
        private readonly float _slope = 255 / (showAbove - hideBelow);

        /// <summary>Maps eight values to eight bytes.</summary>
        public ulong Apply(Vector256<float> alpha)
        {
            var scaled = ((alpha - Vector256.Create(hideBelow)) * _slope) + Vector256.Create(0.5f);
            var bounded = Vector256.Min(Vector256.Max(scaled, Vector256<float>.Zero), Vector256.Create(255f));
            var numbers = Vector256.ConvertToInt32(bounded);
            var words = Vector128.Narrow(numbers.GetLower(), numbers.GetUpper()).AsUInt16();
            return Vector128.Narrow(words, words).AsUInt64()[0];
        }
    }
}
