using System.Text.RegularExpressions;

namespace StreamShield.Devices.Sound;

/// <summary>A microphone or an output of this machine.</summary>
/// <param name="Name">The system's identifier; unique among devices of its kind.</param>
/// <param name="Description">Display name.</param>
/// <param name="IsUsual">True for the system's default device.</param>
/// <param name="IsMonitor">True if it is not a microphone but the monitor of an output.</param>
public sealed partial record SoundDevice(string Name, string Description, bool IsUsual, bool IsMonitor = false)
{
    private static readonly string[] Cables = ["voicemeeter", "virtual audio", "vb-audio", "vb-cable", "loopback", "blackhole"];

    /// <summary>True for a virtual cable, which programs can capture but nobody in the room hears. Recognized by its name unless the system says.</summary>
    public bool IsCable { get; init; } = IsCableName(Description);

    /// <summary>True for a name that the maker of a virtual cable gives it.</summary>
    public static bool IsCableName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return CableWord().IsMatch(name) || Cables.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Not a part of another word: a microphone on a USB cable is a microphone.</summary>
    [GeneratedRegex(@"^CABLE\b|\bCABLE (Input|Output|In)\b|\bHi-Fi Cable\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CableWord();
}
