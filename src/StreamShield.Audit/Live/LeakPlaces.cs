using StreamShield.Core.Zones;

namespace StreamShield.Audit.Live;

/// <summary>Describes places in the picture.</summary>
internal static class LeakPlaces
{
    private static readonly string[] Names = ["top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right"];

    /// <summary>Describes where a suggested zone is: the ninth of the picture that contains its centre.</summary>
    public static string Words(Zone zone)
    {
        var box = (RectangleShape)zone.Shape;
        return Names[(Third(box.Top + (box.Height / 2)) * 3) + Third(box.Left + (box.Width / 2))];
    }

    private static int Third(double place) => Math.Clamp((int)(place * 3), 0, 2);
}
