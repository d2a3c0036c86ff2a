using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Audit.Truth;

/// <summary>
/// The reference for live frames: a captured plate that follows the camera, or a static estimate. Owns its pictures, which are zeroed when disposed.
/// </summary>
internal sealed class KnownRoom : IDisposable
{
    /// <summary>The room is warped again when its farthest corner is off by this much, in picture heights (a third of a pixel at 720).</summary>
    private const double Hysteresis = 0.33 / 720;

    private readonly RoomEstimate? _captured;
    private RoomShift _shown;

    /// <summary>Uses a room learnt at the camera's position.</summary>
    /// <param name="learnt">The estimate; this object takes ownership.</param>
    public KnownRoom(RoomEstimate learnt)
    {
        Estimate = learnt;
        Finder = new BackgroundFinder(learnt);
    }

    /// <summary>Uses a captured room.</summary>
    /// <param name="plate">The plate, which is copied.</param>
    public KnownRoom(Plate plate)
        : this(RoomEstimate.From(plate))
    {
        _captured = RoomEstimate.From(plate);
        _shown = RoomShift.None(plate.Size);
    }

    /// <summary>The room at the camera's last position. Valid until the next <see cref="MoveTo"/>.</summary>
    public RoomEstimate Estimate { get; private set; }

    /// <summary>Separates room from streamer. Valid until the next <see cref="MoveTo"/>.</summary>
    public BackgroundFinder Finder { get; private set; }

    /// <summary>Follows the camera. Does nothing without a captured plate.</summary>
    /// <param name="shift">Transform from the plate to the frame.</param>
    public void MoveTo(RoomShift shift)
    {
        if (_captured is null || shift.Distance(_shown) <= Hysteresis)
        {
            return;
        }

        _shown = shift;
        Finder.Dispose();
        Estimate.Dispose();
        Estimate = _captured.Moved(shift);
        Finder = new BackgroundFinder(Estimate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finder.Dispose();
        Estimate.Dispose();
        _captured?.Dispose();
    }
}
