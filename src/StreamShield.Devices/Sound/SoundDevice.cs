namespace StreamShield.Devices;

/// <summary>A microphone or an output that this machine has.</summary>
/// <param name="Name">What the system calls it; unique among its kind.</param>
/// <param name="Description">Name for people.</param>
/// <param name="IsUsual">True for the one that the system takes when nobody chooses.</param>
/// <param name="IsMonitor">True when it is no microphone but the sound of an output.</param>
public sealed record SoundDevice(string Name, string Description, bool IsUsual, bool IsMonitor = false);
