using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>
/// Scales a whole BGR picture to a small one by averaging boxes of whole pixels; an axis that grows is interpolated linearly.
/// The aspect is not kept: the picture is stretched. Deterministic; exact (rounded to the nearest, halves up) for integer factors.
/// Allocates only when made. Not thread-safe.
/// </summary>
public sealed class AreaScaler
{
    /// <summary>As many rows of bytes as a 16-bit sum can hold.</summary>
    private const int RowsPerSum = ushort.MaxValue / byte.MaxValue;

    /// <summary>Bits of the reciprocal that divides a box's sum exactly, whatever its area up to 4096x2304.</summary>
    private const int DivideBits = 56;

    /// <summary>Bits of an interpolation weight.</summary>
    private const int WeightBits = 11;

    private readonly int _boxWidth;
    private readonly int _boxHeight;
    private readonly int[] _columnEdges;
    private readonly ushort[] _columnSums;
    private readonly uint[]? _tallSums;
    private readonly byte[]? _boxed;
    private readonly Tap[]? _columnTaps;
    private readonly Tap[]? _rowTaps;

    /// <summary>Prepares for pictures of one size.</summary>
    /// <param name="from">Size of the pictures given.</param>
    /// <param name="width">Width of the pictures made, in pixels, at least 1.</param>
    /// <param name="height">Height of the pictures made, in pixels, at least 1.</param>
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

        // Four sums are read per pixel of three.
        _columnSums = new ushort[(from.Width * 3) + 1];
        if (Edge(1, from.Height, _boxHeight) >= RowsPerSum)
        {
            _tallSums = new uint[_boxWidth * 3];
        }

        if (width > from.Width || height > from.Height)
        {
            _boxed = new byte[_boxWidth * _boxHeight * 3];
            _columnTaps = Tap.Row(_boxWidth, width, step: 3);
            _rowTaps = Tap.Row(_boxHeight, height, step: _boxWidth * 3);
        }
    }

    /// <summary>Size of the pictures given.</summary>
    public FrameSize From { get; }

    /// <summary>Width of the pictures made, in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the pictures made, in pixels.</summary>
    public int Height { get; }

    /// <summary>Scales one picture. Both are B G R, 8 bits, rows without padding; the caller owns both.</summary>
    /// <param name="bgr">The large picture, exactly <see cref="From"/>.</param>
    /// <param name="smallBgr">Filled; exactly <see cref="Width"/> x <see cref="Height"/> x 3 bytes.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
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
            if (rows <= RowsPerSum)
            {
                SumRows(bgr.Slice(top * stride, rows * stride), _columnSums.AsSpan(0, stride));
                AverageColumns(target, rows);
            }
            else
            {
                AverageTall(bgr.Slice(top * stride, rows * stride), target, rows);
            }
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

    private void AverageColumns(Span<byte> target, int rows)
    {
        var narrow = From.Width / _boxWidth;
        var narrowArea = narrow * rows;
        var wideArea = (narrow + 1) * rows;
        var narrowReciprocal = Reciprocal(narrowArea);
        var wideReciprocal = Reciprocal(wideArea);
        for (var x = 0; x < _boxWidth; x++)
        {
            var from = _columnEdges[x];
            var to = _columnEdges[x + 1];
            var isNarrow = to - from == narrow * 3;
            var reciprocal = isNarrow ? narrowReciprocal : wideReciprocal;
            var sum = SumColumns(from, to) + Vector128.Create((uint)(isNarrow ? narrowArea : wideArea) / 2);
            var at = x * 3;
            target[at] = (byte)((sum[0] * reciprocal) >> DivideBits);
            target[at + 1] = (byte)((sum[1] * reciprocal) >> DivideBits);
            target[at + 2] = (byte)((sum[2] * reciprocal) >> DivideBits);
        }
    }

    private void AverageTall(ReadOnlySpan<byte> bgr, Span<byte> target, int rows)
    {
        var stride = From.Width * 3;
        var sums = _tallSums!;
        sums.AsSpan().Clear();
        for (var row = 0; row < rows; row += RowsPerSum)
        {
            var count = Math.Min(RowsPerSum, rows - row);
            SumRows(bgr.Slice(row * stride, count * stride), _columnSums.AsSpan(0, stride));
            for (var x = 0; x < _boxWidth; x++)
            {
                var sum = SumColumns(_columnEdges[x], _columnEdges[x + 1]);
                sums[x * 3] += sum[0];
                sums[(x * 3) + 1] += sum[1];
                sums[(x * 3) + 2] += sum[2];
            }
        }

        for (var i = 0; i < target.Length; i++)
        {
            var area = (_columnEdges[(i / 3) + 1] - _columnEdges[i / 3]) / 3 * rows;
            target[i] = (byte)(((sums[i] + ((uint)area / 2)) * Reciprocal(area)) >> DivideBits);
        }
    }

    private Vector128<uint> SumColumns(int from, int to)
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

    private static ulong Reciprocal(int area) => ((1UL << DivideBits) / (uint)area) + 1;

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

    /// <summary>Two neighbours and the weight of the second.</summary>
    private readonly record struct Tap(int First, int Second, int Weight)
    {
        /// <summary>Taps whose pixel centres line up; the outermost pixels are repeated.</summary>
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
