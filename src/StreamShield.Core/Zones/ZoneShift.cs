using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Zones;

/// <summary>
/// How the camera's view has moved since the zones were drawn: the picture is turned and zoomed about its middle, then moved. What lies beyond the drawn picture's edge counts
/// as its edge: a hide-zone that reached the edge goes on beyond it.
/// </summary>
/// <param name="Right">Move to the right, in picture widths, -1 to 1.</param>
/// <param name="Down">Move downwards, in picture heights, -1 to 1.</param>
/// <param name="Turn">Clockwise as seen, in radians, -pi to pi.</param>
/// <param name="Zoom">Growth, 0.25 to 4; 1 is none.</param>
public readonly record struct ZoneShift(double Right, double Down, double Turn, double Zoom)
{
    /// <summary>The camera stands as it stood.</summary>
    public static ZoneShift None { get; } = new(0, 0, 0, 1);

    /// <summary>The same move as the room's registration tells it.</summary>
    public static ZoneShift From(RoomShift shift) => new(shift.X / shift.Aspect, shift.Y, Math.Atan2(shift.Skew, shift.Scale), shift.Zoom);

    /// <summary>Throws one clear sentence when it is no shift that zones can follow.</summary>
    /// <exception cref="ShieldException">A value is no number or out of range.</exception>
    public void Validate()
    {
        if (!(Math.Abs(Right) <= 1 && Math.Abs(Down) <= 1 && Math.Abs(Turn) <= Math.PI && Zoom is >= 0.25 and <= 4))
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"The zones cannot follow a camera moved by {Right}, {Down}, turned by {Turn} and zoomed by {Zoom}: put it back, or draw the zones again.");
        }
    }
}
