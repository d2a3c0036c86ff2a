using System.Globalization;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Cameras;

/// <summary>The cameras of this machine.</summary>
public static class DeviceList
{
    /// <summary>Cameras that can capture, ordered by index, virtual cameras included. A camera that cannot be queried is listed with the reason.</summary>
    /// <exception cref="ShieldException">The system's device list itself cannot be read.</exception>
    public static IReadOnlyList<CameraDevice> Cameras()
    {
        if (OperatingSystem.IsLinux())
        {
            return new LinuxCameras().List();
        }

        return OperatingSystem.IsWindows() ? DirectShowCameras.List() : [];
    }

    /// <summary>
    /// The text to store for a camera so that it is found again and no other is taken: its name, or its stable device path if two cameras share the name.
    /// </summary>
    /// <returns>A source text for <see cref="SourceCatalog"/>.</returns>
    public static string TextOf(CameraDevice camera, IReadOnlyList<CameraDevice> cameras)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(cameras);
        var isOnly = cameras.Count(other => string.Equals(other.Name, camera.Name, StringComparison.OrdinalIgnoreCase)) == 1
            && !int.TryParse(camera.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return $"webcam:{(isOnly ? camera.Name : camera.StablePath.Length > 0 ? camera.StablePath : NumberAndName(camera))}";
    }

    /// <summary>
    /// Makes a typed source text stable: a bare camera number becomes a name. Other texts, and numbers of absent cameras, are returned unchanged.
    /// </summary>
    public static string? Stable(string? text) => text is null ? null : Stable(text, Cameras());

    internal static string Stable(string text, IReadOnlyList<CameraDevice> cameras)
    {
        var selector = text.StartsWith("webcam:", StringComparison.OrdinalIgnoreCase) ? text["webcam:".Length..].Trim() : text.Trim();
        selector = selector.StartsWith(LinuxCameras.NumberedFile, StringComparison.Ordinal) ? selector[LinuxCameras.NumberedFile.Length..]
            : selector == text.Trim() ? "" : selector;
        return int.TryParse(selector, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && cameras.FirstOrDefault(camera => camera.Index == number) is { } found
            ? TextOf(found, cameras)
            : text;
    }

    /// <summary>The camera that a stored source text chooses: the first without a text; null if it chooses none of these.</summary>
    public static CameraDevice? Chosen(string? text, IReadOnlyList<CameraDevice> cameras)
    {
        ArgumentNullException.ThrowIfNull(cameras);
        if (text is null)
        {
            return First(cameras);
        }

        var stable = Stable(text, cameras);
        return cameras.FirstOrDefault(camera => TextOf(camera, cameras) == stable || camera.Path == text);
    }

    /// <summary>The camera to take when none is named; null if there is none but those that programs feed.</summary>
    internal static CameraDevice? First(IEnumerable<CameraDevice> cameras) =>
        cameras.Where(device => !device.IsVirtual).OrderBy(device => device.Problem.Length > 0).FirstOrDefault();

    /// <summary>Finds a camera by its full name, part of its name, its device file, or "number (name)"; case-insensitive.</summary>
    /// <exception cref="ShieldException">No camera matches, or more than one does.</exception>
    internal static CameraDevice Find(string name, IReadOnlyList<CameraDevice> cameras)
    {
        if (cameras.FirstOrDefault(camera => camera.Path == name || camera.StablePath == name || NumberAndName(camera) == name) is { } named)
        {
            return named;
        }

        var matches = cameras.Where(camera => string.Equals(camera.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        matches = matches.Count > 0 ? matches : [.. cameras.Where(camera => camera.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return matches.Count switch
        {
            1 => matches[0],
            0 when cameras.Count == 0 => throw new ShieldException(SlateReason.SourceMissing,
                $"There is no camera named '{name}' because this machine has none: plug one in, or use --source pattern to try things out."),
            0 => throw new ShieldException(SlateReason.SourceMissing, $"There is no camera named '{name}': choose one of {Listing(cameras)}, or plug it in."),
            _ => throw new ShieldException(SlateReason.SourceMissing, $"'{name}' matches more than one camera: choose one of {string.Join(", ", matches.Select(camera => $"\"{TextOf(camera, cameras)}\""))}."),
        };
    }

    private static string NumberAndName(CameraDevice camera) => $"{camera.Index} ({camera.Name})";

    private static string Listing(IEnumerable<CameraDevice> cameras) =>
        string.Join(", ", cameras.Select(NumberAndName));
}
