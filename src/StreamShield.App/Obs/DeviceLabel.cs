namespace StreamShield.App.Obs;

/// <summary>The name that Linux gives a video device: its card label. Users of v4l2loopback can choose it.</summary>
internal static class DeviceLabel
{
    private const string ClassFolder = "/sys/class/video4linux";

    /// <summary>The label of a device file such as /dev/video10 or a link to one, or empty.</summary>
    public static string Of(string device)
    {
        try
        {
            var target = File.ResolveLinkTarget(device, returnFinalTarget: true)?.FullName ?? device;
            var file = Path.Combine(ClassFolder, Path.GetFileName(target), "name");
            return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An unreadable label counts as unknown, and an unknown device counts as a camera.
            return "";
        }
    }
}
