namespace StreamShield.Devices.Cameras;

/// <summary>A camera of this machine.</summary>
/// <param name="Index">Number that selects it: N of /dev/videoN on Linux, the position in DirectShow's list on Windows.</param>
/// <param name="Name">The manufacturer's name for it.</param>
/// <param name="Path">Device file or device path; empty if it has none.</param>
/// <param name="Modes">Sizes and rates it offers; empty if it could not be queried.</param>
/// <param name="Problem">Why it could not be queried, in one sentence; empty if it could.</param>
public sealed record CameraDevice(int Index, string Name, string Path, IReadOnlyList<CameraMode> Modes, string Problem = "")
{
    /// <summary>
    /// A device path that survives replugging and does not depend on other cameras: named after manufacturer and serial number, otherwise after the USB port.
    /// Empty if there is none.
    /// </summary>
    public string StablePath { get; init; } = "";

    /// <summary>True for a camera that is fed by a program. Never chosen automatically, since this program may be the one that feeds it.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>True if another listing's camera is this one. Numbers change when cameras come and go; two of the same make have the same name.</summary>
    public bool IsSame(CameraDevice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Name == other.Name && StablePath == other.StablePath && (OperatingSystem.IsLinux() || Path == other.Path);
    }
}
