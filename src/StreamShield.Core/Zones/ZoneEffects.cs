using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Zones;

/// <summary>Applies the own effects of hide-zones. Within the 2x2 blocks that such a zone touches, the hidden picture comes from the zone's effect
/// alone. Each effect reveals what its strength promises and no more; where zones with different effects overlap, the greater strength wins. Costs
/// one run of each distinct effect and one copy of the hidden picture; nothing without such zones. Allocates only when zones change.</summary>
public sealed class ZoneEffects : IDisposable
{
    private readonly FrameSize _size;
    private readonly (int Width, int Height) _blocks;
    private readonly List<Layer> _layers = [];
    private HiddenPicture? _painted;
    private ZoneShift _shift = ZoneShift.None;

    /// <summary>Creates an object without effects.</summary>
    /// <param name="size">Size of the frames.</param>
    public ZoneEffects(FrameSize size)
    {
        _size = size;
        _blocks = (size.Width / 2, size.Height / 2);
    }

    /// <summary>Replaces the zones. The camera's shift is kept.</summary>
    /// <param name="zones">The zones.</param>
    /// <param name="room">The room's effect. Zones use its decoy, colour and picture.</param>
    /// <exception cref="ShieldException">A zone is invalid; the old zones stay in force.</exception>
    public void Set(IReadOnlyList<Zone> zones, EffectChoice room)
    {
        ArgumentNullException.ThrowIfNull(zones);
        Zone.Validate(zones);
        var layers = new List<Layer>();
        foreach (var group in zones.Where(zone => zone.Effect is not null).GroupBy(zone => (zone.Strength, Effect: zone.Effect!))
            .OrderBy(group => group.Key.Strength).ThenBy(group => group.Key.Effect, StringComparer.Ordinal))
        {
            var own = room with { Effect = group.Key.Effect, Strength = group.Key.Strength };
            layers.Add(new Layer(Effects.Make(_size, own), Cells(group)));
        }

        Free();
        _layers.AddRange(layers);
        _painted = layers.Count == 0 ? null : new HiddenPicture(_size);
        Place();
    }

    /// <summary>Moves the zones with the camera, to within half a pixel; returns at once when the shift has hardly changed.</summary>
    /// <exception cref="ShieldException">The shift is out of range; the old one stays in force.</exception>
    public void Follow(ZoneShift shift)
    {
        shift.Validate();
        if (!ShiftMap.HardlyDiffer(shift, _shift, _size))
        {
            _shift = shift;
            Place();
        }
    }

    /// <summary>Paints the zones' effects over the room's. Does not allocate.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="matte">The frame's fine matte, with the zones applied.</param>
    /// <param name="passed">Time since the frame before.</param>
    /// <param name="hidden">The frame's hidden picture by the room's effect. Not changed.</param>
    /// <returns>The hidden picture to show, valid until the next call: <paramref name="hidden"/> itself when no zone has an effect.</returns>
    public HiddenPicture Paint(Frame frame, Matte matte, TimeSpan passed, HiddenPicture hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        if (_painted is null)
        {
            return hidden;
        }

        hidden.Luma.CopyTo(_painted.Luma);
        hidden.Chroma.CopyTo(_painted.Chroma);
        _painted.IsKey = hidden.IsKey;
        foreach (var layer in _layers)
        {
            var own = layer.Obscurer.Obscure(frame, matte, passed);
            _painted.IsKey |= own.IsKey;
            Copy(own, layer.Painted);
        }

        return _painted;
    }

    /// <inheritdoc/>
    public void Dispose() => Free();

    private void Copy(HiddenPicture from, byte[] blocks)
    {
        for (var row = 0; row < _blocks.Height; row++)
        {
            var line = blocks.AsSpan(row * _blocks.Width, _blocks.Width);
            for (var left = line.IndexOf((byte)1); left >= 0 && left < _blocks.Width;)
            {
                var length = line[left..].IndexOf((byte)0);
                length = length < 0 ? _blocks.Width - left : length;
                foreach (var at in (ReadOnlySpan<int>)[row * 2 * _size.Width, ((row * 2) + 1) * _size.Width])
                {
                    from.Luma.Slice(at + (left * 2), length * 2).CopyTo(_painted!.Luma[(at + (left * 2))..]);
                }

                var chroma = (row * _size.Width) + (left * 2);
                from.Chroma.Slice(chroma, length * 2).CopyTo(_painted!.Chroma[chroma..]);
                var next = line[(left + length)..].IndexOf((byte)1);
                left = next < 0 ? -1 : left + length + next;
            }
        }
    }

    /// <summary>Marks the blocks that any zone of a group touches.</summary>
    private byte[] Cells(IEnumerable<Zone> zones)
    {
        var blocks = new byte[_blocks.Width * _blocks.Height];
        var plane = new byte[_size.Pixels];
        Span<ZonePoint> corners = stackalloc ZonePoint[Zone.MaxCorners];
        foreach (var zone in zones)
        {
            var outline = corners[..zone.Shape.Outline(corners, outer: true)];
            foreach (ref var corner in outline)
            {
                corner = new ZonePoint(corner.X * _size.Width, corner.Y * _size.Height);
            }

            ShapeRaster.Fill(outline, outer: true, plane, _size);
            for (var i = 0; i < plane.Length; i++)
            {
                if (plane[i] != 0)
                {
                    blocks[(i / _size.Width / 2 * _blocks.Width) + (i % _size.Width / 2)] = 1;
                }
            }

            plane.AsSpan().Clear();
        }

        return blocks;
    }

    /// <summary>Finds the blocks to paint for the current shift. Shifted zones get a margin of one block, so that a rotated grid leaves no
    /// gap.</summary>
    private void Place()
    {
        var map = new ShiftMap(_shift, _size);
        var reach = _shift == ZoneShift.None ? 0 : 1;
        foreach (var layer in _layers)
        {
            for (var y = 0; y < _blocks.Height; y++)
            {
                for (var x = 0; x < _blocks.Width; x++)
                {
                    var (u, v) = map.Back((x * 2) + 1, (y * 2) + 1);
                    var touched = AnyAround(layer.Cells, (int)Math.Floor(u / 2), (int)Math.Floor(v / 2), reach);
                    layer.Painted[(y * _blocks.Width) + x] = touched ? (byte)1 : (byte)0;
                }
            }
        }
    }

    private bool AnyAround(byte[] cells, int column, int row, int reach)
    {
        for (var y = row - reach; y <= row + reach; y++)
        {
            for (var x = column - reach; x <= column + reach; x++)
            {
                if (cells[(Math.Clamp(y, 0, _blocks.Height - 1) * _blocks.Width) + Math.Clamp(x, 0, _blocks.Width - 1)] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Free()
    {
        foreach (var layer in _layers)
        {
            layer.Obscurer.Dispose();
        }

        _layers.Clear();
        _painted?.Dispose();
        _painted = null;
    }

    private sealed record Layer(IObscurer Obscurer, byte[] Cells)
    {
        public byte[] Painted { get; } = new byte[Cells.Length];
    }
}
