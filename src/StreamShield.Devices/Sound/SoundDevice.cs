namespace StreamShield.Devices.Sound;

/// <summary>A microphone or an output of this machine.</summary>
/// <param name="Name">The system's identifier; unique among devices of its kind.</param>
/// <param name="Description">Display name.</param>
/// <param name="IsUsual">True for the system's default device.</param>
/// <param name="IsMonitor">True if it is not a microphone but the monitor of an output.</param>
public sealed record SoundDevice(string Name, string Description, bool IsUsual, bool IsMonitor = false)
{
    private static readonly string[] Cables = ["cable", "virtual audio", "vb-audio", "voicemeeter", "loopback"];

    /// <summary>True for a virtual cable, which programs can capture but nobody in the room hears. Recognized by its name unless the system says.</summary>
    public bool IsCable { get; init; } = Cables.Any(word => Description.Contains(word, StringComparison.OrdinalIgnoreCase));
}
