using StreamShield.Core.Registration;

namespace StreamShield.App.Page.Views;

/// <summary>A movement of the camera, about the picture's middle and in picture heights: (x, y) is seen at (Scale x - Skew y + X, Skew x + Scale y + Y).</summary>
internal sealed record ShiftView(double Scale, double Skew, double X, double Y)
{
    /// <summary>Rounded to a hundredth of a pixel, so that the state does not change with every frame.</summary>
    private const int Digits = 5;

    /// <summary>Creates the view.</summary>
    public static ShiftView Of(RoomShift shift) =>
        new(Math.Round(shift.Scale, Digits), Math.Round(shift.Skew, Digits), Math.Round(shift.X, Digits), Math.Round(shift.Y, Digits));
}
