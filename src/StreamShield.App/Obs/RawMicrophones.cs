namespace StreamShield.App.Obs;

/// <summary>Tells which inputs of OBS are a microphone itself, rather than what StreamShield sends into a virtual cable.</summary>
internal static class RawMicrophones
{
    /// <summary>Kinds that record a sound device, with the setting that names it.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["wasapi_input_capture"] = "device_id",
        ["pulse_input_capture"] = "device_id",
        ["alsa_input_capture"] = "device_id",
        ["sndio_input_capture"] = "device",
        ["coreaudio_input_capture"] = "device_id",
        ["pipewire-audio-input-capture"] = "TargetName",
    };

    /// <summary>The listening ends of virtual cables, as their makers name them.</summary>
    private static readonly string[] Cables = ["cable", "monitor", "voicemeeter", "virtual audio", "vb-audio", "loopback", "blackhole"];

    /// <summary>The setting that names the device; null when the input is no sound device.</summary>
    public static string? SettingOf(ObsInput input) => Kinds.GetValueOrDefault(input.Kind);

    /// <summary>True for the end of a virtual cable: what is said there was not heard in the room.</summary>
    /// <param name="device">The device as OBS stores it.</param>
    /// <param name="name">The device as OBS shows it, or empty.</param>
    public static bool IsCable(string device, string name) => Cables.Any(word => device.Contains(word, StringComparison.OrdinalIgnoreCase) || name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
