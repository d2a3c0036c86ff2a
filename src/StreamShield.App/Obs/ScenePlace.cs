using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>Where the shielded picture goes that takes a camera's place in a scene of OBS.</summary>
internal static class ScenePlace
{
    private const int Left = 1;
    private const int Right = 2;
    private const int Top = 4;
    private const int Bottom = 8;
    private const string NoBounds = "OBS_BOUNDS_NONE";

    /// <summary>The frame of another item as a transform: the picture is fitted into it whatever its own size is, and mirrored when the other was.</summary>
    /// <param name="old">Where the camera is.</param>
    /// <param name="canvas">The size of the scene.</param>
    public static JsonObject For(ObsProtocol.Place old, ObsProtocol.VideoSettings canvas)
    {
        var isBounded = old.BoundsType != NoBounds;
        var width = isBounded ? old.BoundsWidth : (old.SourceWidth - old.CropLeft - old.CropRight) * Math.Abs(old.ScaleX);
        var height = isBounded ? old.BoundsHeight : (old.SourceHeight - old.CropTop - old.CropBottom) * Math.Abs(old.ScaleY);
        if (width >= 1 && height >= 1)
        {
            // OBS mirrors an item about its position, but what has bounds stays within them.
            var x = isBounded ? 0 : Shift(old.ScaleX, width, old.Alignment & Left, old.Alignment & Right);
            var y = isBounded ? 0 : Shift(old.ScaleY, height, old.Alignment & Top, old.Alignment & Bottom);
            var (sin, cos) = Math.SinCos(old.Rotation * Math.PI / 180);
            return Bounded(old.PositionX + (x * cos) - (y * sin), old.PositionY + (x * sin) + (y * cos), old, isBounded ? old.BoundsAlignment : 0, width, height);
        }

        // OBS does not know the size of a camera that gives it no picture. Scaled by hand, it is taken for one of the picture's size; untouched, it was meant to fill the scene.
        return old.ScaleX == 1 && old.ScaleY == 1
            ? Bounded(0, 0, old with { Rotation = 0, Alignment = Top | Left }, 0, canvas.BaseWidth, canvas.BaseHeight)
            : new JsonObject
            {
                ["positionX"] = old.PositionX,
                ["positionY"] = old.PositionY,
                ["rotation"] = old.Rotation,
                ["alignment"] = old.Alignment,
                ["scaleX"] = old.ScaleX,
                ["scaleY"] = old.ScaleY,
                ["boundsType"] = NoBounds,
            };
    }

    private static double Shift(double scale, double length, int begin, int end) => scale >= 0 ? 0 : begin != 0 ? -length : end != 0 ? length : 0;

    private static JsonObject Bounded(double x, double y, ObsProtocol.Place old, int boundsAlignment, double width, double height) => new()
    {
        ["positionX"] = x,
        ["positionY"] = y,
        ["rotation"] = old.Rotation,
        ["alignment"] = old.Alignment,
        ["scaleX"] = old.ScaleX < 0 ? -1 : 1,
        ["scaleY"] = old.ScaleY < 0 ? -1 : 1,
        ["boundsType"] = "OBS_BOUNDS_SCALE_INNER",
        ["boundsAlignment"] = boundsAlignment,
        ["boundsWidth"] = width,
        ["boundsHeight"] = height,
    };
}
