using System.Numerics;
using System.Runtime.InteropServices;

namespace StreamShield.Core.Refining;

/// <summary>Mean over a square window of a plane of numbers. The outermost values are repeated beyond the border. Allocates only on
/// construction.</summary>
internal sealed class BoxMean
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _radius;
    private readonly float[] _padded;
    private readonly float[] _horizontal;

    /// <param name="width">Width of the planes, at least 16.</param>
    /// <param name="height">Height of the planes.</param>
    /// <param name="radius">The window's side is 2 radius + 1.</param>
    public BoxMean(int width, int height, int radius)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Vector<float>.Count);
        _width = width;
        _height = height;
        _radius = radius;
        _padded = new float[width + (2 * radius)];
        _horizontal = new float[width * height];
    }

    /// <summary>Fills <paramref name="mean"/>, which may be <paramref name="plane"/> itself.</summary>
    public void Filter(ReadOnlySpan<float> plane, Span<float> mean)
    {
        for (var y = 0; y < _height; y++)
        {
            FilterRow(plane.Slice(y * _width, _width), _horizontal.AsSpan(y * _width, _width));
        }

        ref var rows = ref MemoryMarshal.GetArrayDataReference(_horizontal);
        var side = (2 * _radius) + 1;
        var factor = new Vector<float>(1f / (side * side));
        Span<int> window = stackalloc int[side];
        for (var y = 0; y < _height; y++)
        {
            for (var k = 0; k < side; k++)
            {
                window[k] = Math.Clamp(y + k - _radius, 0, _height - 1) * _width;
            }

            ref var target = ref MemoryMarshal.GetReference(mean.Slice(y * _width, _width));
            for (var x = 0; x < _width; x += Vector<float>.Count)
            {
                var at = Math.Min(x, _width - Vector<float>.Count);
                var sum = Vector<float>.Zero;
                foreach (var row in window)
                {
                    sum += Vector.LoadUnsafe(ref rows, (nuint)(row + at));
                }

                (sum * factor).StoreUnsafe(ref target, (nuint)at);
            }
        }
    }

    private void FilterRow(ReadOnlySpan<float> row, Span<float> sums)
    {
        _padded.AsSpan(0, _radius).Fill(row[0]);
        row.CopyTo(_padded.AsSpan(_radius));
        _padded.AsSpan(_radius + _width).Fill(row[^1]);
        ref var source = ref MemoryMarshal.GetArrayDataReference(_padded);
        ref var target = ref MemoryMarshal.GetReference(sums);
        for (var x = 0; x < _width; x += Vector<float>.Count)
        {
            var at = (nuint)Math.Min(x, _width - Vector<float>.Count);
            var sum = Vector<float>.Zero;
            for (var k = 0; k <= 2 * _radius; k++)
            {
                sum += Vector.LoadUnsafe(ref source, at + (nuint)k);
            }

            sum.StoreUnsafe(ref target, at);
        }
    }
}
