using StreamShield.Devices.Sound;

namespace StreamShield.App.Obs;

/// <summary>Recognizes inputs of OBS that capture a microphone directly, rather than the virtual cable that StreamShield writes to.</summary>
internal static class RawMicrophones
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

    /// <summary>The setting that names the device; null when the input is not a sound device.</summary>
    public static string? SettingOf(ObsInput input) => Kinds.GetValueOrDefault(input.Kind);

    /// <summary>True for a virtual cable, which carries no sound of the room.</summary>
    /// <param name="device">The device as OBS stores it.</param>
    /// <param name="name">The device as OBS shows it, or empty.</param>
    public static bool IsCable(string device, string name) =>
        device.EndsWith(".monitor", StringComparison.Ordinal) || name.StartsWith("Monitor of ", StringComparison.OrdinalIgnoreCase)
        || SoundDevice.IsCableName(name) || SoundDevice.IsCableName(device);
}
