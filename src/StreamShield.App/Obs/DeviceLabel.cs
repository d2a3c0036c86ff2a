namespace StreamShield.App.Obs;

/// <summary>What Linux calls a video device: the card label, which v4l2loopback lets its user choose.</summary>
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
            // Not to be had is the same as unknown, and what is unknown counts as a camera.
            return "";
        }
    }
}
