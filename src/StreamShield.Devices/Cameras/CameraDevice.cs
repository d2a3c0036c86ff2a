namespace StreamShield.Devices.Cameras;

/// <summary>A camera of this machine.</summary>
/// <param name="Index">Number to choose it by: N of /dev/videoN on Linux, place in DirectShow's list on Windows.</param>
/// <param name="Name">What the maker calls it.</param>
/// <param name="Path">Device file or device path; empty when it has none.</param>
/// <param name="Modes">Sizes and rates it offers; empty when it could not be asked.</param>
/// <param name="Problem">Why it could not be asked, in one sentence; empty when it could.</param>
public sealed record CameraDevice(int Index, string Name, string Path, IReadOnlyList<CameraMode> Modes, string Problem = "")
{
    /// <summary>A name of its device file that stays when it is plugged in again or others are: by its maker and serial number, else by its socket; empty when it has none.</summary>
    public string StablePath { get; init; } = "";

    /// <summary>True for a camera that some program feeds: never taken by itself, for it may be fed by this one.</summary>
    public bool IsVirtual { get; init; }
}
