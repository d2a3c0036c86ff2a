using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Zones;

/// <summary>Movement of the camera's view since the empty room was captured or learnt; zones are drawn in the place that it shows. The picture is
/// rotated and zoomed about its centre, then translated. Points beyond the edge of the drawn picture count as its edge, so a hide-zone that reached
/// the edge continues beyond it.</summary>
/// <param name="Right">Translation to the right, in picture widths, -1 to 1.</param>
/// <param name="Down">Translation downwards, in picture heights, -1 to 1.</param>
/// <param name="Turn">Rotation, clockwise on the screen, in radians, -pi to pi.</param>
/// <param name="Zoom">Magnification, 0.25 to 4; 1 is none.</param>
public readonly record struct ZoneShift(double Right, double Down, double Turn, double Zoom)
{
    /// <summary>No movement.</summary>
    public static ZoneShift None { get; } = new(0, 0, 0, 1);

    /// <summary>Converts the movement found by the room registration.</summary>
    public static ZoneShift From(RoomShift shift) => new(shift.X / shift.Aspect, shift.Y, Math.Atan2(shift.Skew, shift.Scale), shift.Zoom);

    /// <summary>Throws when zones cannot follow this movement.</summary>
    /// <exception cref="ShieldException">A value is not a number or out of range.</exception>
    public void Validate()
    {
        if (!(Math.Abs(Right) <= 1 && Math.Abs(Down) <= 1 && Math.Abs(Turn) <= Math.PI && Zoom is >= 0.25 and <= 4))
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"The zones cannot follow a camera moved by {Right}, {Down}, turned by {Turn} and zoomed by {Zoom}: put it back, or draw the zones again.");
        }
    }
}
