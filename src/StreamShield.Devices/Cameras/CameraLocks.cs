using StreamShield.Core.Frames;

namespace StreamShield.Devices.Cameras;

/// <summary>
/// Locks a camera's exposure and white balance at their current values, where its driver can (V4L2 on Linux): a picture whose colours stay the same is easier to shield, and to key. The driver remembers
/// the locks until the camera is unplugged. Works while another part reads the camera.
/// </summary>
public sealed class CameraLocks
{
    private const uint AutoWhiteBalance = 0x0098090C;
    private const uint WhiteBalance = 0x0098091A;
    private const uint AutoExposure = 0x009A0901;
    private const uint Exposure = 0x009A0902;
    private const int ManualExposure = 1;

    /// <summary>By aperture priority, as most webcams call it, or else fully automatic.</summary>
    private static readonly int[] AutomaticExposures = [3, 0];

    private readonly Func<uint, int?> _get;
    private readonly Func<uint, int, bool> _set;

    /// <summary>The locks of a camera.</summary>
    /// <param name="path">Its device file.</param>
    public CameraLocks(string path)
        : this(control => V4l2.ControlOf(path, control), (control, value) => V4l2.SetControl(path, control, value))
    {
    }

    /// <summary>For tests: replaces the driver.</summary>
    internal CameraLocks(Func<uint, int?> get, Func<uint, int, bool> set) => (_get, _set) = (get, set);

    /// <summary>The locks of the camera that a source text chooses; null if it is no camera of this computer, or not on Linux.</summary>
    /// <param name="text">The source text; null for the first camera.</param>
    public static CameraLocks? For(string? text) =>
        OperatingSystem.IsLinux() && DeviceList.Chosen(text, DeviceList.Cameras()) is { } chosen ? new CameraLocks(chosen.Path) : null;

    /// <summary>True while exposure is locked; null if the driver has no such control.</summary>
    public bool? IsExposureLocked => _get(AutoExposure) is { } mode ? mode == ManualExposure : null;

    /// <summary>True while white balance is locked; null if the driver has no such control.</summary>
    public bool? IsWhiteBalanceLocked => _get(AutoWhiteBalance) is { } isAutomatic ? isAutomatic == 0 : null;

    /// <summary>Locks or unlocks exposure.</summary>
    /// <exception cref="ShieldException">The driver refuses.</exception>
    public void LockExposure(bool on) => Lock("exposure", on ? [ManualExposure] : AutomaticExposures, AutoExposure, Exposure, on);

    /// <summary>Locks or unlocks white balance.</summary>
    /// <exception cref="ShieldException">The driver refuses.</exception>
    public void LockWhiteBalance(bool on) => Lock("white balance", [on ? 0 : 1], AutoWhiteBalance, WhiteBalance, on);

    private void Lock(string what, int[] modes, uint automatic, uint value, bool on)
    {
        // Read first: a driver may go back to an older value by hand.
        var now = _get(value);
        if (!modes.Any(mode => _set(automatic, mode)))
        {
            throw new ShieldException(SlateReason.StageFailed, $"The camera refuses to {(on ? "lock" : "release")} its {what}: close other programs that change it, or use the camera's own program.");
        }

        if (on && now is { } current)
        {
            _ = _set(value, current);
        }
    }
}
