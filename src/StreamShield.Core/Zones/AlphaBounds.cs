using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Zones;

/// <summary>What zones do to a matte: alpha is first limited to <see cref="Max"/>, then raised to <see cref="Min"/>.</summary>
internal sealed class AlphaBounds : IDisposable
{
    private readonly FrameSize _size;
    private readonly PixelBuffer _max;
    private readonly PixelBuffer _min;

    /// <param name="size">Size of the frames.</param>
    public AlphaBounds(FrameSize size)
    {
        _size = size;
        _max = new PixelBuffer(size.Pixels);
        _min = new PixelBuffer(size.Pixels);
    }

    /// <summary>Per pixel the largest alpha: 0 hides, 255 changes nothing.</summary>
    public Span<byte> Max => _max.Span;

    /// <summary>Per pixel the smallest alpha: 255 shows, 0 changes nothing. Never above <see cref="Max"/>.</summary>
    public Span<byte> Min => _min.Span;

    /// <summary>Computes the bounds for the zones. Their order does not matter.</summary>
    public void Draw(IReadOnlyList<Zone> zones)
    {
        Max.Fill(255);
        Min.Clear();
        using var plane = new PixelBuffer(_size.Pixels);
        using var distances = new DistanceRows(_size);
        Span<ZonePoint> corners = stackalloc ZonePoint[Zone.MaxCorners];
        foreach (var zone in zones)
        {
            var hides = zone.Kind != ZoneKind.Keep;
            var outline = corners[..zone.Shape.Outline(corners, hides)];
            foreach (ref var corner in outline)
            {
                corner = new ZonePoint(corner.X * _size.Width, corner.Y * _size.Height);
            }

            var area = ShapeRaster.Fill(outline, hides, plane.Span, _size);
            if (!area.IsEmpty)
            {
                Lay(hides, zone.Feather * _size.Height, plane.Span, area, distances);
                plane.Span[(area.Top * _size.Width)..(area.Bottom * _size.Width)].Clear();
            }
        }

        HideWins();
    }

    /// <summary>Computes the bounds as a moved camera sees them. A pixel covered by several drawn pixels takes the strictest bounds. Pixels outside
    /// the drawn picture are never kept visible.</summary>
    public void Warp(AlphaBounds drawn, ShiftMap map)
    {
        // The spans are taken once, because every access to a buffer checks that it is not disposed.
        var max = Max;
        var min = Min;
        var drawnMax = drawn.Max;
        var drawnMin = drawn.Min;
        var i = 0;
        for (var y = 0; y < _size.Height; y++)
        {
            for (var x = 0; x < _size.Width; x++, i++)
            {
                var (u, v) = map.Back(x + 0.5, y + 0.5);
                var left = (int)Math.Floor(u - map.HalfPixel);
                var top = (int)Math.Floor(v - map.HalfPixel);
                var right = Math.Max(left, (int)Math.Ceiling(u + map.HalfPixel) - 1);
                var bottom = Math.Max(top, (int)Math.Ceiling(v + map.HalfPixel) - 1);
                var seen = left >= 0 && top >= 0 && right < _size.Width && bottom < _size.Height;
                (max[i], min[i]) = (byte.MaxValue, seen ? byte.MaxValue : (byte)0);
                for (var row = Row(top); row <= Row(bottom); row++)
                {
                    for (var at = (row * _size.Width) + Column(left); at <= (row * _size.Width) + Column(right); at++)
                    {
                        max[i] = Math.Min(max[i], drawnMax[at]);
                        min[i] = Math.Min(min[i], drawnMin[at]);
                    }
                }

                min[i] = Math.Min(min[i], max[i]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _max.Dispose();
        _min.Dispose();
    }

    private int Column(int x) => Math.Clamp(x, 0, _size.Width - 1);

    private int Row(int y) => Math.Clamp(y, 0, _size.Height - 1);

    /// <summary>Adds one zone. Outside a hide-zone the bound rises with the distance from it; inside a keep-zone, with the distance from its edge.
    /// Without a feather it changes at once. Rounded down, because doubt hides.</summary>
    private void Lay(bool hides, double feather, ReadOnlySpan<byte> plane, PixelArea area, DistanceRows distances)
    {
        var max = Max;
        var min = Min;
        if (feather == 0)
        {
            for (var i = area.Top * _size.Width; i < area.Bottom * _size.Width; i++)
            {
                var covered = (byte)-plane[i];
                (max[i], min[i]) = hides ? ((byte)(max[i] & ~covered), min[i]) : (max[i], (byte)(min[i] | covered));
            }

            return;
        }

        var soft = area.Grow(hides ? (int)Math.Ceiling(feather) : 1, _size);
        distances.Begin(plane, hides ? (byte)1 : (byte)0, soft);
        Span<float> row = stackalloc float[soft.Width];
        var slope = (float)(255 / (feather + 1));
        for (var y = soft.Top; y < soft.Bottom; y++)
        {
            distances.Fill(soft, y, row);
            var at = (y * _size.Width) + soft.Left;
            for (var x = 0; x < row.Length; x++, at++)
            {
                var alpha = (byte)Math.Min(255, row[x] * slope);
                if (hides)
                {
                    max[at] = Math.Min(max[at], alpha);
                }
                else
                {
                    min[at] = Math.Max(min[at], alpha);
                }
            }
        }
    }

    private void HideWins()
    {
        var max = Max;
        var min = Min;
        for (var i = 0; i < max.Length; i++)
        {
            min[i] = Math.Min(min[i], max[i]);
        }
    }
}
