using System.Runtime.InteropServices;

namespace StreamShield.Core;

/// <summary>
/// Effects of their own inside hide-zones. The hidden picture is small and stretched smoothly, so each effect is painted into it at its own resolution: every pixel that the
/// stretching uses inside the zone comes from the zone's effect alone, and the passage to the room's effect, one or two of those pixels wide, lies outside the zone. Each effect
/// shows what its strength promises and no more; where zones with different effects meet, the greater strength wins. Costs one run of each distinct effect.
/// Allocates only when zones change.
/// </summary>
public sealed class ZoneEffects : IDisposable
{
    private readonly FrameSize _size;
    private readonly HiddenPicture _painted = new();
    private readonly List<Layer> _layers = [];
    private ZoneShift _shift = ZoneShift.None;

    /// <summary>No effects but the room's.</summary>
    /// <param name="size">Of the frames.</param>
    public ZoneEffects(FrameSize size) => _size = size;

    /// <summary>Takes over the effects of other zones; the camera's shift stays.</summary>
    /// <exception cref="ShieldException">A zone is wrong; the old ones stay in force.</exception>
    public void Set(IReadOnlyList<Zone> zones)
    {
        Zone.Validate(zones);
        var layers = new List<Layer>();
        foreach (var group in zones.Where(zone => zone.Effect is not null).GroupBy(zone => (zone.Strength, Effect: zone.Effect!))
            .OrderBy(group => group.Key.Strength).ThenBy(group => group.Key.Effect, StringComparer.Ordinal))
        {
            layers.Add(new Layer(Effects.All[group.Key.Effect](_size, group.Key.Strength), Cells(group)));
        }

        _layers.Clear();
        _layers.AddRange(layers);
        Place();
    }

    /// <summary>Moves the zones with the camera.</summary>
    /// <exception cref="ShieldException">No shift that zones can follow; the old one stays in force.</exception>
    public void Follow(ZoneShift shift)
    {
        shift.Validate();
        if (shift != _shift)
        {
            _shift = shift;
            Place();
        }
    }

    /// <summary>Paints the zones' effects over the room's. Allocates nothing.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="matte">Its fine matte, zones applied.</param>
    /// <param name="hidden">The frame's hidden picture by the room's effect; changed.</param>
    public void Paint(Frame frame, Matte matte, HiddenPicture hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        foreach (var layer in _layers)
        {
            layer.Obscurer.Obscure(frame, matte, _painted);
            var from = MemoryMarshal.Cast<byte, Pixel>(_painted.Pixels);
            var to = MemoryMarshal.Cast<byte, Pixel>(hidden.Pixels);
            for (var i = 0; i < to.Length; i++)
            {
                if (layer.Painted[i])
                {
                    to[i] = from[i];
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _painted.Dispose();

    /// <summary>The pixels of the hidden picture that some zone of a group touches.</summary>
    private static byte[] Cells(IEnumerable<Zone> zones)
    {
        var size = new FrameSize(HiddenPicture.Width, HiddenPicture.Height);
        var cells = new byte[size.Pixels];
        var plane = new byte[size.Pixels];
        Span<ZonePoint> corners = stackalloc ZonePoint[Zone.MostCorners];
        foreach (var zone in zones)
        {
            var outline = corners[..zone.Shape.Outline(corners, outer: true)];
            foreach (ref var corner in outline)
            {
                corner = new ZonePoint(corner.X * size.Width, corner.Y * size.Height);
            }

            ShapeRaster.Fill(outline, outer: true, plane, size);
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] |= plane[i];
            }

            plane.AsSpan().Clear();
        }

        return cells;
    }

    /// <summary>Finds the pixels to paint: those that the stretching uses for any place inside a zone.</summary>
    private void Place()
    {
        var map = new ShiftMap(_shift, _size);
        var (across, down) = ((double)_size.Width / HiddenPicture.Width, (double)_size.Height / HiddenPicture.Height);
        // Stretching reaches less than one pixel; after a turn or a move the grids do not fit, which takes one more.
        var reach = _shift == ZoneShift.None ? 1 : 2;
        foreach (var layer in _layers)
        {
            for (var y = 0; y < HiddenPicture.Height; y++)
            {
                for (var x = 0; x < HiddenPicture.Width; x++)
                {
                    var (u, v) = map.Back((x + 0.5) * across, (y + 0.5) * down);
                    var (column, row) = ((int)Math.Floor(u / across), (int)Math.Floor(v / down));
                    layer.Painted[(y * HiddenPicture.Width) + x] = AnyAround(layer.Cells, column, row, reach);
                }
            }
        }
    }

    private static bool AnyAround(byte[] cells, int column, int row, int reach)
    {
        for (var y = row - reach; y <= row + reach; y++)
        {
            for (var x = column - reach; x <= column + reach; x++)
            {
                if (cells[(Math.Clamp(y, 0, HiddenPicture.Height - 1) * HiddenPicture.Width) + Math.Clamp(x, 0, HiddenPicture.Width - 1)] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly record struct Pixel(byte B, byte G, byte R);

    private sealed record Layer(IObscurer Obscurer, byte[] Cells)
    {
        public bool[] Painted { get; } = new bool[Cells.Length];
    }
}
