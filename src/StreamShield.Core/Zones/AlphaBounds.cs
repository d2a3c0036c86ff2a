using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Zones;

/// <summary>What zones make of a matte: no pixel shows more than <see cref="Max"/>, and after that was seen to, none less than <see cref="Min"/>.</summary>
internal sealed class AlphaBounds : IDisposable
{
    private readonly FrameSize _size;
    private readonly PixelBuffer _most;
    private readonly PixelBuffer _least;

    /// <param name="size">Of the frames.</param>
    public AlphaBounds(FrameSize size)
    {
        _size = size;
        _most = new PixelBuffer(size.Pixels);
        _least = new PixelBuffer(size.Pixels);
    }

    /// <summary>Per pixel: 0 hides, 255 leaves alone.</summary>
    public Span<byte> Max => _most.Span;

    /// <summary>Per pixel: 255 shows, 0 leaves alone; never above <see cref="Max"/>.</summary>
    public Span<byte> Min => _least.Span;

    /// <summary>Draws zones; their order does not matter.</summary>
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

    /// <summary>Takes over other bounds as a moved camera sees them. Pixels that several drawn ones fall into take the strictest; what was never seen is never kept.</summary>
    public void Warp(AlphaBounds drawn, ShiftMap map)
    {
        // The spans are taken once: every access to a buffer asks whether it is still there.
        var most = Max;
        var least = Min;
        var drawnMost = drawn.Max;
        var drawnLeast = drawn.Min;
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
                (most[i], least[i]) = (byte.MaxValue, seen ? byte.MaxValue : (byte)0);
                for (var row = Row(top); row <= Row(bottom); row++)
                {
                    for (var at = (row * _size.Width) + Column(left); at <= (row * _size.Width) + Column(right); at++)
                    {
                        most[i] = Math.Min(most[i], drawnMost[at]);
                        least[i] = Math.Min(least[i], drawnLeast[at]);
                    }
                }

                least[i] = Math.Min(least[i], most[i]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _most.Dispose();
        _least.Dispose();
    }

    private int Column(int x) => Math.Clamp(x, 0, _size.Width - 1);

    private int Row(int y) => Math.Clamp(y, 0, _size.Height - 1);

    /// <summary>
    /// Lays one zone over what is there: outside a hide-zone the bound rises with the distance from it, inside a keep-zone with the distance from its rim; at once without a
    /// feather. Rounded down, since doubt hides.
    /// </summary>
    private void Lay(bool hides, double feather, ReadOnlySpan<byte> plane, PixelArea area, DistanceRows distances)
    {
        var most = Max;
        var least = Min;
        if (feather == 0)
        {
            for (var i = area.Top * _size.Width; i < area.Bottom * _size.Width; i++)
            {
                var covered = (byte)-plane[i];
                (most[i], least[i]) = hides ? ((byte)(most[i] & ~covered), least[i]) : (most[i], (byte)(least[i] | covered));
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
                    most[at] = Math.Min(most[at], alpha);
                }
                else
                {
                    least[at] = Math.Max(least[at], alpha);
                }
            }
        }
    }

    private void HideWins()
    {
        var most = Max;
        var least = Min;
        for (var i = 0; i < most.Length; i++)
        {
            least[i] = Math.Min(least[i], most[i]);
        }
    }
}
