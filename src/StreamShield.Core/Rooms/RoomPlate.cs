using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Rooms;

/// <summary>The plate in use. It moves to where the camera stands; what zones are bound to stays. Owns its buffers.</summary>
internal sealed class RoomPlate : IDisposable
{
    /// <summary>Two places count as one while they differ by less than this, in picture heights (a third of a pixel at 720).</summary>
    public const double SamePlace = 0.33 / 720;

    /// <summary>How long the camera must have stood at another place before the plate moves there.</summary>
    private static readonly TimeSpan MovedFor = TimeSpan.FromSeconds(2);

    private readonly RoomShift _none;
    private RoomShift _standsAt;
    private TimeSpan _standsFor;

    /// <summary>Creates an unknown plate.</summary>
    /// <param name="size">Size of the frames.</param>
    public RoomPlate(FrameSize size)
    {
        InUse = new Plate(size);
        Captured = new Plate(size);
        _none = Base = RoomShift.None(size);
    }

    /// <summary>The plate where it is used.</summary>
    public Plate InUse { get; }

    /// <summary>The plate when it was captured, at its own place.</summary>
    public Plate Captured { get; }

    /// <summary>From the place to which zones are bound to the place where the plate is used.</summary>
    public RoomShift Base { get; private set; }

    /// <summary>Uses another plate, at its own place.</summary>
    public void Use(Plate plate)
    {
        plate.CopyTo(InUse);
        plate.CopyTo(Captured);
        Base = _none;
    }

    /// <summary>Counts from another place while there is no plate.</summary>
    public void BeginAt(RoomShift place) => Base = place;

    /// <summary>Keeps what was changed in <see cref="InUse"/> as captured.</summary>
    /// <param name="atAnyPlace">True to count from the plate's place from now on; false to keep a capture that the plate in use was moved from.</param>
    public void KeepChanges(bool atAnyPlace)
    {
        if (atAnyPlace || Base == _none)
        {
            InUse.CopyTo(Captured);
            Base = _none;
        }
    }

    /// <summary>Tells how far the camera is from the plate in use.</summary>
    /// <returns>True when it has stood at another place for a while.</returns>
    public bool HasMovedTo(RoomShift place, TimeSpan passed)
    {
        var stays = place.Distance(_standsAt) < SamePlace;
        (_standsAt, _standsFor) = stays ? (_standsAt, _standsFor + passed) : (place, TimeSpan.Zero);
        return _standsFor >= MovedFor;
    }

    /// <summary>Begins anew to measure how long the camera stands at another place.</summary>
    public void StandsHere() => _standsFor = TimeSpan.Zero;

    /// <summary>Moves a captured plate, from the capture itself: moved again and again, it would blur.</summary>
    /// <param name="moved">From the place of the capture to the new one.</param>
    public void MoveCaptured(RoomShift moved)
    {
        Base = moved.Distance(_none) < SamePlace ? _none : moved;
        StandsHere();
        if (Base == _none)
        {
            Captured.CopyTo(InUse);
        }
        else
        {
            PlateWarp.Warp(Captured, Base, InUse);
        }
    }

    /// <summary>Replaces a learnt plate by what it looks like at the new place.</summary>
    /// <param name="there">The plate there. Copied.</param>
    /// <param name="moved">From the place to which zones are bound; null without zones.</param>
    public void MoveLearnt(Plate there, RoomShift? moved)
    {
        Base = moved ?? _none;
        StandsHere();
        there.CopyTo(InUse);
    }

    /// <summary>Wipes everything.</summary>
    public void Clear()
    {
        InUse.Clear();
        Captured.Clear();
        Base = _none;
        StandsHere();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        InUse.Dispose();
        Captured.Dispose();
    }
}
