using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>The cameras of this machine.</summary>
public static class DeviceList
{
    /// <summary>Cameras that can capture, in the order of their index. Virtual cameras count. One that cannot be asked is listed with the reason.</summary>
    /// <exception cref="ShieldException">The system's list itself cannot be read.</exception>
    public static IReadOnlyList<CameraDevice> Cameras()
    {
        if (OperatingSystem.IsLinux())
        {
            return new LinuxCameras().List();
        }

        return OperatingSystem.IsWindows() ? DirectShowCameras.List() : [];
    }

    /// <summary>Finds a camera by its whole name or a part of it; letter case does not matter.</summary>
    /// <exception cref="ShieldException">None or more than one matches.</exception>
    internal static CameraDevice Find(string name, IReadOnlyList<CameraDevice> cameras)
    {
        var exact = cameras.FirstOrDefault(camera => string.Equals(camera.Name, name, StringComparison.OrdinalIgnoreCase));
        if (exact is not null)
        {
            return exact;
        }

        var matches = cameras.Where(camera => camera.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return matches.Count switch
        {
            1 => matches[0],
            0 when cameras.Count == 0 => throw new ShieldException(SlateReason.SourceMissing,
                $"There is no camera named '{name}' because this machine has none: plug one in, or use --source pattern to try things out."),
            0 => throw new ShieldException(SlateReason.SourceMissing, $"There is no camera named '{name}': choose one of {Listing(cameras)}, or plug it in."),
            _ => throw new ShieldException(SlateReason.SourceMissing, $"'{name}' fits more than one camera: choose one of {Listing(matches)} by its number."),
        };
    }

    private static string Listing(IEnumerable<CameraDevice> cameras) =>
        string.Join(", ", cameras.Select(camera => $"{camera.Index} ({camera.Name})"));
}
