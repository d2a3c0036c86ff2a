using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Audit.Truth;

/// <summary>The room to measure live frames against: a captured plate that follows the camera, or an estimate that stands still. Owns its pictures, wiped when disposed.</summary>
internal sealed class KnownRoom : IDisposable
{
    /// <summary>The room is moved anew when its farthest corner is off by this much, in picture heights (a third of a pixel at 720).</summary>
    private const double Hysteresis = 0.33 / 720;

    private readonly RoomEstimate? _captured;
    private RoomShift _shown;

    /// <summary>A room learnt where the camera stands.</summary>
    /// <param name="learnt">Becomes owned.</param>
    public KnownRoom(RoomEstimate learnt)
    {
        Estimate = learnt;
        Finder = new BackgroundFinder(learnt);
    }

    /// <summary>A captured room.</summary>
    /// <param name="plate">Copied.</param>
    public KnownRoom(Plate plate)
        : this(RoomEstimate.From(plate))
    {
        _captured = RoomEstimate.From(plate);
        _shown = RoomShift.None(plate.Size);
    }

    /// <summary>The room as the camera last stood; valid until it is moved.</summary>
    public RoomEstimate Estimate { get; private set; }

    /// <summary>Tells room from streamer; valid until it is moved.</summary>
    public BackgroundFinder Finder { get; private set; }

    /// <summary>Follows the camera; nothing happens without a captured plate.</summary>
    /// <param name="shift">From the plate to the frame.</param>
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
