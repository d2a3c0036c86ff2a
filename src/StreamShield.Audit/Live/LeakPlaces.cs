using StreamShield.Core.Zones;

namespace StreamShield.Audit.Live;

/// <summary>Places of the picture in words.</summary>
internal static class LeakPlaces
{
    private static readonly string[] Names = ["top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right"];

    /// <summary>Where a suggested zone lies, by the ninth of the picture that holds its centre.</summary>
    public static string Words(Zone zone)
    {
        var box = (RectangleShape)zone.Shape;
        return Names[(Third(box.Top + (box.Height / 2)) * 3) + Third(box.Left + (box.Width / 2))];
    }

    private static int Third(double place) => Math.Clamp((int)(place * 3), 0, 2);
}
