using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Pixels;

/// <summary>Scales a whole BGR picture down by averaging boxes of whole pixels. An axis that grows is interpolated linearly. The aspect ratio is not
/// kept. Deterministic; for integer factors the result is the exact mean, rounded to nearest, halves up. Allocates only on construction. Not
/// thread-safe.</summary>
public sealed class AreaScaler
{
    /// <summary>Largest number of byte rows whose sum fits 16 bits.</summary>
    private const int RowsPerSum = ushort.MaxValue / byte.MaxValue;

    /// <summary>Largest box whose mean is exact in 32-bit floats: their error stays below the quarter step added before truncation.</summary>
    private const int MaxFloatArea = 4096;

    /// <summary>Fractional bits of an interpolation weight.</summary>
    private const int WeightBits = 11;

    private readonly int _boxWidth;
    private readonly int _boxHeight;
    private readonly int[] _columnEdges;
    private readonly ushort[] _columnSums;
    private readonly uint[] _boxSums;
    private readonly float[][] _reciprocals;
    private readonly byte[]? _boxed;
    private readonly Tap[]? _columnTaps;
    private readonly Tap[]? _rowTaps;

    /// <summary>Prepares scaling from one size to another.</summary>
    /// <param name="from">Size of the input.</param>
    /// <param name="width">Width of the output in pixels, at least 1.</param>
    /// <param name="height">Height of the output in pixels, at least 1.</param>
    public AreaScaler(FrameSize from, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from.Pixels, 1, nameof(from));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        From = from;
        Width = width;
        Height = height;
        _boxWidth = Math.Min(width, from.Width);
        _boxHeight = Math.Min(height, from.Height);
        _columnEdges = new int[_boxWidth + 1];
        for (var i = 0; i <= _boxWidth; i++)
        {
            _columnEdges[i] = Edge(i, from.Width, _boxWidth) * 3;
        }

        // SumBox reads four sums for each pixel of three.
        _columnSums = new ushort[(from.Width * 3) + 1];
        // SumColumns writes four sums for each pixel of three.
        _boxSums = new uint[(_boxWidth * 3) + 1];
        _reciprocals = [Reciprocals(from.Height / _boxHeight), Reciprocals((from.Height / _boxHeight) + 1)];
        if (width > from.Width || height > from.Height)
        {
            _boxed = new byte[_boxWidth * _boxHeight * 3];
            _columnTaps = Tap.Row(_boxWidth, width, step: 3);
            _rowTaps = Tap.Row(_boxHeight, height, step: _boxWidth * 3);
        }
    }

    /// <summary>Size of the input.</summary>
    public FrameSize From { get; }

    /// <summary>Width of the output in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the output in pixels.</summary>
    public int Height { get; }

    /// <summary>Scales one picture. Input and output are B G R, 8 bits, rows without padding.</summary>
    /// <param name="bgr">The input, of exactly the size <see cref="From"/>.</param>
    /// <param name="smallBgr">The output: exactly <see cref="Width"/> x <see cref="Height"/> x 3 bytes.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void Scale(ReadOnlySpan<byte> bgr, Span<byte> smallBgr)
    {
        if (bgr.Length != From.Pixels * 3 || smallBgr.Length != Width * Height * 3)
        {
            throw new ArgumentException($"Scaling {From} to {Width}x{Height} was given {bgr.Length} and {smallBgr.Length} bytes.");
        }

        if (_boxed is null)
        {
            AverageBoxes(bgr, smallBgr);
            return;
        }

        AverageBoxes(bgr, _boxed);
        Interpolate(_boxed, smallBgr);
    }

    private static int Edge(int index, int from, int to) => (int)((long)index * from / to);

    private void AverageBoxes(ReadOnlySpan<byte> bgr, Span<byte> boxed)
    {
        var stride = From.Width * 3;
        for (var y = 0; y < _boxHeight; y++)
        {
            var top = Edge(y, From.Height, _boxHeight);
            var rows = Edge(y + 1, From.Height, _boxHeight) - top;
            var target = boxed.Slice(y * _boxWidth * 3, _boxWidth * 3);
            if (((From.Width / _boxWidth) + 1) * rows > MaxFloatArea || rows > RowsPerSum)
            {
                AverageLarge(bgr.Slice(top * stride, rows * stride), target, rows);
                continue;
            }

            SumRows(bgr.Slice(top * stride, rows * stride), _columnSums.AsSpan(0, stride));
            SumColumns();
            Divide(target, _reciprocals[rows - (From.Height / _boxHeight)]);
        }
    }

    /// <summary>Adds up at most <see cref="RowsPerSum"/> rows. A row is never shorter than one block, so the last block may overlap its neighbour.</summary>
    private static void SumRows(ReadOnlySpan<byte> rows, Span<ushort> sums)
    {
        const int Block = 64;
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var target = ref MemoryMarshal.GetReference(sums);
        for (var x = 0; x < sums.Length; x += Block)
        {
            var at = (nuint)Math.Min(x, sums.Length - Block);
            var sum0 = Vector256<ushort>.Zero;
            var sum1 = Vector256<ushort>.Zero;
            var sum2 = Vector256<ushort>.Zero;
            var sum3 = Vector256<ushort>.Zero;
            for (var row = at; row < (nuint)rows.Length; row += (nuint)sums.Length)
            {
                var left = Vector256.LoadUnsafe(ref source, row);
                var right = Vector256.LoadUnsafe(ref source, row + 32);
                sum0 += Vector256.WidenLower(left);
                sum1 += Vector256.WidenUpper(left);
                sum2 += Vector256.WidenLower(right);
                sum3 += Vector256.WidenUpper(right);
            }

            sum0.StoreUnsafe(ref target, at);
            sum1.StoreUnsafe(ref target, at + 16);
            sum2.StoreUnsafe(ref target, at + 32);
            sum3.StoreUnsafe(ref target, at + 48);
        }
    }

    private void SumColumns()
    {
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_boxSums);
        var edges = _columnEdges;
        for (var x = 0; x < edges.Length - 1; x++)
        {
            SumBox(edges[x], edges[x + 1]).StoreUnsafe(ref sums, (nuint)(x * 3));
        }
    }

    private Vector128<uint> SumBox(int from, int to)
    {
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_columnSums);
        var even = Vector128<uint>.Zero;
        var odd = Vector128<uint>.Zero;
        var at = (nuint)from;
        for (; at + 3 < (nuint)to; at += 6)
        {
            even += Vector128.WidenLower(Vector64.LoadUnsafe(ref sums, at).ToVector128Unsafe());
            odd += Vector128.WidenLower(Vector64.LoadUnsafe(ref sums, at + 3).ToVector128Unsafe());
        }

        if (at < (nuint)to)
        {
            even += Vector128.WidenLower(Vector64.LoadUnsafe(ref sums, at).ToVector128Unsafe());
        }

        return even + odd;
    }

    private void Divide(Span<byte> target, float[] reciprocals)
    {
        const int Lanes = 8;
        ReadOnlySpan<uint> sums = _boxSums;
        var i = 0;
        for (; i + (4 * Lanes) <= target.Length; i += 4 * Lanes)
        {
            Vector256.Narrow(
                Vector256.Narrow(Mean(sums, reciprocals, i), Mean(sums, reciprocals, i + Lanes)),
                Vector256.Narrow(Mean(sums, reciprocals, i + (2 * Lanes)), Mean(sums, reciprocals, i + (3 * Lanes))))
                .CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = (byte)((sums[i] * reciprocals[i]) + (0.5f + (0.25f * reciprocals[i])));
        }
    }

    private static Vector256<uint> Mean(ReadOnlySpan<uint> sums, float[] reciprocals, int at)
    {
        var sum = Vector256.ConvertToSingle(Vector256.Create(sums[at..]).AsInt32());
        var reciprocal = Vector256.Create(reciprocals, at);
        return Vector256.ConvertToInt32((sum * reciprocal) + (Vector256.Create(0.5f) + (0.25f * reciprocal))).AsUInt32();
    }

    private float[] Reciprocals(int rows)
    {
        var reciprocals = new float[_boxWidth * 3];
        for (var i = 0; i < reciprocals.Length; i++)
        {
            reciprocals[i] = 1f / Area(i / 3, rows);
        }

        return reciprocals;
    }

    private int Area(int x, int rows) => (_columnEdges[x + 1] - _columnEdges[x]) / 3 * rows;

    /// <summary>For boxes too large for 16-bit sums or floats, which no live picture has. Slower, and equally exact.</summary>
    private void AverageLarge(ReadOnlySpan<byte> bgr, Span<byte> target, int rows)
    {
        var stride = From.Width * 3;
        _boxSums.AsSpan().Clear();
        for (var row = 0; row < rows; row += RowsPerSum)
        {
            var count = Math.Min(RowsPerSum, rows - row);
            SumRows(bgr.Slice(row * stride, count * stride), _columnSums.AsSpan(0, stride));
            for (var x = 0; x < _boxWidth; x++)
            {
                var sum = SumBox(_columnEdges[x], _columnEdges[x + 1]);
                _boxSums[x * 3] += sum[0];
                _boxSums[(x * 3) + 1] += sum[1];
                _boxSums[(x * 3) + 2] += sum[2];
            }
        }

        for (var i = 0; i < target.Length; i++)
        {
            var area = (uint)Area(i / 3, rows);
            target[i] = (byte)((_boxSums[i] + (area / 2)) / area);
        }
    }

    private void Interpolate(ReadOnlySpan<byte> boxed, Span<byte> target)
    {
        const int One = 1 << WeightBits;
        const int Half = 1 << ((2 * WeightBits) - 1);
        var at = 0;
        foreach (var row in _rowTaps!)
        {
            foreach (var column in _columnTaps!)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    var first = Mix(boxed, row.First + channel, column);
                    var second = Mix(boxed, row.Second + channel, column);
                    target[at++] = (byte)(((first * (One - row.Weight)) + (second * row.Weight) + Half) >> (2 * WeightBits));
                }
            }
        }
    }

    private static int Mix(ReadOnlySpan<byte> boxed, int at, Tap tap) =>
        (boxed[at + tap.First] * ((1 << WeightBits) - tap.Weight)) + (boxed[at + tap.Second] * tap.Weight);

    /// <summary>Two neighbouring samples and the weight of the second.</summary>
    private readonly record struct Tap(int First, int Second, int Weight)
    {
        /// <summary>Makes taps that align pixel centres. The outermost pixels are repeated.</summary>
        public static Tap[] Row(int from, int to, int step)
        {
            var taps = new Tap[to];
            for (var i = 0; i < to; i++)
            {
                var position = Math.Clamp(((i + 0.5) * from / to) - 0.5, 0, from - 1);
                var first = (int)position;
                var weight = (int)Math.Round((position - first) * (1 << WeightBits));
                taps[i] = new Tap(first * step, Math.Min(first + 1, from - 1) * step, weight);
            }

            return taps;
        }
    }
}
