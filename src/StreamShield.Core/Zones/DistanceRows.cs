using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Zones;

/// <summary>Exact distances between pixel centres, to the nearest pixel with a given value (Felzenszwalb and Huttenlocher 2012, "Distance Transforms
/// of Sampled Functions"), up to a limit. Owns its buffers.</summary>
internal sealed class DistanceRows : IDisposable
{
    /// <summary>Stands for "no such pixel": beyond any useful distance, and its square fits an int.</summary>
    private const ushort Nowhere = 16384;

    private readonly FrameSize _size;
    private readonly PixelBuffer _columns;
    private readonly int[] _seats;
    private readonly float[] _borders;

    /// <param name="size">Size of the planes.</param>
    public DistanceRows(FrameSize size)
    {
        _size = size;
        _columns = new PixelBuffer(size.Pixels * sizeof(ushort));
        _seats = new int[size.Width];
        _borders = new float[size.Width + 1];
    }

    /// <summary>Analyses a plane. Afterwards <see cref="Fill"/> returns its distances.</summary>
    /// <param name="plane">One byte per pixel.</param>
    /// <param name="target">The value whose nearest pixel is searched.</param>
    /// <param name="area">The part of the plane to analyse.</param>
    public void Begin(ReadOnlySpan<byte> plane, byte target, PixelArea area)
    {
        for (var x = 0; x < area.Width; x++)
        {
            Row(area, area.Top)[x] = plane[(area.Top * _size.Width) + area.Left + x] == target ? (ushort)0 : Nowhere;
        }

        for (var y = area.Top + 1; y < area.Bottom; y++)
        {
            var above = Row(area, y - 1);
            var row = Row(area, y);
            var pixels = plane.Slice((y * _size.Width) + area.Left, area.Width);
            for (var x = 0; x < pixels.Length; x++)
            {
                row[x] = pixels[x] == target ? (ushort)0 : (ushort)Math.Min(above[x] + 1, Nowhere);
            }
        }

        for (var y = area.Bottom - 2; y >= area.Top; y--)
        {
            var row = Row(area, y);
            var below = Row(area, y + 1);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (ushort)Math.Min(row[x], below[x] + 1);
            }
        }
    }

    /// <summary>Fills the distances of one row of the area, in pixels; very large when there is no such pixel.</summary>
    public void Fill(PixelArea area, int y, Span<float> distances)
    {
        var down = Row(area, y);
        var last = -1;
        for (var x = 0; x < down.Length; x++)
        {
            if (down[x] >= Nowhere)
            {
                continue;
            }

            // The lower envelope of parabolas, one on each pixel's column distance.
            var border = float.NegativeInfinity;
            while (last >= 0 && (border = Border(down, _seats[last], x)) <= _borders[last])
            {
                last--;
            }

            last++;
            _seats[last] = x;
            _borders[last] = last == 0 ? float.NegativeInfinity : border;
        }

        if (last < 0)
        {
            distances.Fill(Nowhere);
            return;
        }

        _borders[last + 1] = float.PositiveInfinity;
        var seat = 0;
        for (var x = 0; x < down.Length; x++)
        {
            while (_borders[seat + 1] < x)
            {
                seat++;
            }

            float across = x - _seats[seat];
            float along = down[_seats[seat]];
            distances[x] = MathF.Sqrt((across * across) + (along * along));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _columns.Dispose();

    /// <summary>The place where the parabola of the right pixel falls below that of the left one.</summary>
    private static float Border(ReadOnlySpan<ushort> down, int left, int right)
    {
        float gap = right - left;
        float rise = (down[right] * down[right]) - (down[left] * down[left]);
        return ((rise / gap) + right + left) / 2;
    }

    private Span<ushort> Row(PixelArea area, int y) =>
        MemoryMarshal.Cast<byte, ushort>(_columns.Span).Slice((y * _size.Width) + area.Left, area.Width);
}
