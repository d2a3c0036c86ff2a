using System.Text.RegularExpressions;

namespace StreamShield.App.Obs;

/// <summary>Recognizes inputs of OBS that capture a microphone directly, rather than the virtual cable that StreamShield writes to.</summary>
internal static partial class RawMicrophones
{
    /// <summary>Kinds that capture a sound device, with the setting that names it.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["wasapi_input_capture"] = "device_id",
        ["pulse_input_capture"] = "device_id",
        ["alsa_input_capture"] = "device_id",
        ["sndio_input_capture"] = "device",
        ["coreaudio_input_capture"] = "device_id",
        ["pipewire-audio-input-capture"] = "TargetName",
    };

    /// <summary>The recording ends of virtual cables, as their makers name them.</summary>
    private static readonly string[] Cables = ["voicemeeter", "virtual audio", "vb-audio", "vb-cable", "loopback", "blackhole"];

    /// <summary>The setting that names the device; null when the input is not a sound device.</summary>
    public static string? SettingOf(ObsInput input) => Kinds.GetValueOrDefault(input.Kind);

    /// <summary>True for a virtual cable, which carries no sound of the room.</summary>
    /// <param name="device">The device as OBS stores it.</param>
    /// <param name="name">The device as OBS shows it, or empty.</param>
    public static bool IsCable(string device, string name) =>
        device.EndsWith(".monitor", StringComparison.Ordinal) || name.StartsWith("Monitor of ", StringComparison.OrdinalIgnoreCase) || CableWord().IsMatch(name) || CableWord().IsMatch(device)
        || Cables.Any(word => device.Contains(word, StringComparison.OrdinalIgnoreCase) || name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Not a part of another word. A microphone in a monitor or on a cable is a microphone.</summary>
    [GeneratedRegex(@"^CABLE\b|\bCABLE (Output|In)\b|\bHi-Fi Cable\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CableWord();
}
