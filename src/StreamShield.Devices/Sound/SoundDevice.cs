namespace StreamShield.Devices.Sound;

/// <summary>A microphone or an output that this machine has.</summary>
/// <param name="Name">What the system calls it; unique among its kind.</param>
/// <param name="Description">Name for people.</param>
/// <param name="IsUsual">True for the one that the system takes when nobody chooses.</param>
/// <param name="IsMonitor">True when it is no microphone but the sound of an output.</param>
public sealed record SoundDevice(string Name, string Description, bool IsUsual, bool IsMonitor = false)
{
    private static readonly string[] Cables = ["cable", "virtual audio", "vb-audio", "voicemeeter", "loopback"];

    /// <summary>True for a virtual cable, which programs can listen to and nobody in the room hears; by its name where the system does not say.</summary>
    public bool IsCable { get; init; } = Cables.Any(word => Description.Contains(word, StringComparison.OrdinalIgnoreCase));
}
