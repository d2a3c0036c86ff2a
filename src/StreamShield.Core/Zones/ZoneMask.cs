using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Zones;

/// <summary>
/// The zones' last word on a matte. Hide-zones hide every pixel that they touch, whatever the matte says; keep-zones show every pixel wholly inside, in spite of the matte: what
/// is shown there is the raw pixel of the room. Hide wins over keep. Feathers lie outside hide-zones and inside keep-zones, so softness only ever hides more.
/// Zones are drawn once, when they or the camera's shift change; applying them to a frame costs about as much as filling the pixels they cover. Owns its buffers, which exist only
/// while there are zones; not thread-safe.
/// </summary>
public sealed class ZoneMask : IDisposable
{
    /// <summary>Shifts that differ by less than this everywhere, in pixels, are the same to zones: a view that trembles is not worth drawing again.</summary>
    private const double Tremble = 0.5;

    private readonly FrameSize _size;
    private readonly BoundRuns _runs = new();
    private AlphaBounds? _drawn;
    private AlphaBounds? _moved;
    private ZoneShift _shift = ZoneShift.None;

    /// <summary>A mask without zones.</summary>
    /// <param name="size">Of the frames and fine mattes.</param>
    public ZoneMask(FrameSize size) => _size = size;

    /// <summary>Draws other zones, in the order of a hundred milliseconds at 1920x1080, more for wide feathers; the camera's shift stays.</summary>
    /// <exception cref="ShieldException">A zone is wrong; the old ones stay in force.</exception>
    public void Set(IReadOnlyList<Zone> zones)
    {
        Zone.Validate(zones);
        _runs.Clear();
        if (zones.Count == 0)
        {
            Free();
            return;
        }

        _drawn ??= new AlphaBounds(_size);
        _drawn.Draw(zones);
        Encode();
    }

    /// <summary>
    /// Moves the zones with the camera, in the order of a hundred milliseconds at 1920x1080; at once when the shift is nearly the one in force. The zones stay within half a pixel.
    /// </summary>
    /// <exception cref="ShieldException">No shift that zones can follow; the old one stays in force.</exception>
    public void Follow(ZoneShift shift)
    {
        shift.Validate();
        if (ShiftMap.Apart(new ShiftMap(shift, _size), new ShiftMap(_shift, _size), _size) < Tremble)
        {
            return;
        }

        _shift = shift;
        if (_drawn is not null)
        {
            Encode();
        }
    }

    /// <summary>Brings a matte within what the zones allow. Allocates nothing.</summary>
    /// <param name="frame">The frame that the picture is made of.</param>
    /// <param name="matte">The fine matte of this very frame; changed.</param>
    /// <exception cref="ShieldException">The matte belongs to another frame (law 3), or a size differs.</exception>
    public void Apply(Frame frame, Matte matte)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        if (frame.Id == 0 || matte.FrameId != frame.Id)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The matte of frame {matte.FrameId} was offered for frame {frame.Id}: the picture stays hidden.");
        }

        if (frame.Size != _size || matte.Width != _size.Width || matte.Height != _size.Height)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A {frame.Size} frame with a {matte.Width}x{matte.Height} matte does not fit zones of {_size}.");
        }

        if (_drawn is not null)
        {
            _runs.Apply(_moved ?? _drawn, matte.Alpha);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Free();

    private void Encode()
    {
        if (_shift == ZoneShift.None)
        {
            _moved?.Dispose();
            _moved = null;
        }
        else
        {
            _moved ??= new AlphaBounds(_size);
            _moved.Warp(_drawn!, new ShiftMap(_shift, _size));
        }

        _runs.Encode(_moved ?? _drawn!);
    }

    private void Free()
    {
        _drawn?.Dispose();
        _moved?.Dispose();
        (_drawn, _moved) = (null, null);
    }
}
