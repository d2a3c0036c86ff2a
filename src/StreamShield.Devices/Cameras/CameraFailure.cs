using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Cameras;

/// <summary>Error messages for cameras that do not work: one per cause, each with its cure.</summary>
internal static class CameraFailure
{
    public static string DeniedCure(string path) => OperatingSystem.IsWindows()
        ? "Windows denies access to the camera: allow desktop apps to use it under Settings, Privacy, Camera."
        : $"{path} may not be opened: add yourself to the 'video' group (sudo usermod -aG video $USER) and log in again.";

    public static ShieldException Missing(string camera, IReadOnlyList<CameraDevice> present)
    {
        var cure = present.Count == 0
            ? "no camera is plugged in: plug one in, or use --source pattern to try things out."
            : $"plug it in, or choose one of {string.Join(", ", present.Select(device => $"{device.Index} ({device.Name})"))}.";
        return new ShieldException(SlateReason.SourceMissing, $"There is no {camera}; {cure}");
    }

    public static ShieldException Denied(string camera, string path) =>
        new(SlateReason.SourceBusy, $"Access to {camera} is denied: {DeniedCure(path)}");

    public static ShieldException Busy(string camera) =>
        new(SlateReason.SourceBusy, $"Another program is using {camera}: close it there (browser tabs and meeting programs hold cameras, too), then it starts here by itself.");

    public static ShieldException NotCamera(string camera, string path) =>
        new(SlateReason.SourceMissing, $"{path} is not a capture device, so there is no {camera}: choose another number; the devices command lists them.");

    public static ShieldException WillNotStart(string camera) => OperatingSystem.IsWindows()
        ? new ShieldException(SlateReason.SourceBusy,
            $"The {camera} does not start: close other programs that use it, allow desktop apps under Settings, Privacy, Camera, or unplug it and plug it in again.")
        : new ShieldException(SlateReason.SourceBusy, $"The {camera} does not start: unplug it and plug it in again, without a hub if there is one.");

    public static ShieldException Lost(string camera) =>
        new(SlateReason.SourceLost, $"The {camera} was unplugged or switched off: plug it in again, then the picture returns by itself.");

    public static ShieldException Stalled(string camera) =>
        new(SlateReason.SourceStalled, $"The {camera} has sent no picture for {OpenCvNative.StallSeconds} seconds: check its privacy switch and cable, or unplug it and plug it in again.");
}
