using StreamShield.Core.Frames;
using StreamShield.Devices;
using StreamShield.Devices.Cameras;

namespace StreamShield.App.Page.Previews;

/// <summary>The cameras that the page may show beside the one in use: those of this computer, and no other source, such as a file or an address.</summary>
internal static class CameraChoices
{
    /// <summary>Makes a camera of the list.</summary>
    /// <param name="text">Its text there.</param>
    /// <param name="inUse">The text of the camera in use; null for the first one.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <returns>The camera, not yet open; null for the one in use.</returns>
    /// <exception cref="ShieldException">There is no such camera.</exception>
    public static ISource? Make(string text, string? inUse, FrameSize size)
    {
        var cameras = DeviceList.Cameras();
        var wanted = cameras.FirstOrDefault(camera => DeviceList.TextOf(camera, cameras) == text)
            ?? throw new ShieldException(SlateReason.SourceMissing, "There is no such camera now: press “Look for cameras again”.");
        return ReferenceEquals(wanted, DeviceList.Chosen(inUse, cameras)) ? null : SourceCatalog.Make(text, new SourceOptions(size));
    }
}
