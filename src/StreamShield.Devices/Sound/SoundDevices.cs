using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Files;
using StreamShield.Devices.Sound.Pulse;
using StreamShield.Devices.Sound.Wasapi;

namespace StreamShield.Devices.Sound;

/// <summary>
/// The sound devices of this machine, and sources and sinks by name: WASAPI through NAudio on Windows, elsewhere the command-line clients of PulseAudio and
/// PipeWire.
/// </summary>
public static class SoundDevices
{
    /// <summary>Error message for machines without a sound system.</summary>
    public const string None = "No sound system was found: on Linux install pulseaudio-utils, which works with PulseAudio and PipeWire.";

    private static ISoundFamily? Family => OperatingSystem.IsWindows() ? new WasapiFamily() : PulseClient.IsInstalled ? new PulseFamily() : null;

    /// <summary>Capture devices: microphones first, then the monitors of outputs.</summary>
    /// <exception cref="ShieldException">There is no sound system, or it does not answer.</exception>
    public static IReadOnlyList<SoundDevice> Microphones() => Here().Microphones();

    /// <summary>Render devices.</summary>
    /// <exception cref="ShieldException">There is no sound system, or it does not answer.</exception>
    public static IReadOnlyList<SoundDevice> Outputs() => Here().Outputs();

    /// <summary>Creates a source without opening it.</summary>
    /// <param name="name">A device's name, its description or part of it, or a .wav file, which plays in real time; null for the default microphone.</param>
    /// <param name="time">The clock that paces files; null for the system's.</param>
    /// <exception cref="ShieldException">There is no sound system.</exception>
    public static ISoundSource MakeSource(string? name, TimeProvider? time = null) =>
        name is not null && IsFile(name) ? new PacedSource(new WavSource(name), time) : Here().MakeSource(name);

    /// <summary>Creates a sink without opening it.</summary>
    /// <param name="name">A device's name, its description or part of it, or a .wav file to write.</param>
    /// <param name="time">The clock that paces files; null for the system's.</param>
    /// <exception cref="ShieldException">There is no sound system.</exception>
    public static ISoundSink MakeSink(string name, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return IsFile(name) ? new PacedSink(new WavSink(name), time) : Here().MakeSink(name);
    }

    /// <summary>True for the name of a .wav file, which is used instead of a device.</summary>
    public static bool IsFile(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".wav", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Finds a device by name, by description, or by a part of either that matches only one device.</summary>
    /// <param name="devices">The devices to choose from.</param>
    /// <param name="text">The requested device; null for the default.</param>
    /// <param name="kind">"microphone" or "sound output", for messages.</param>
    /// <exception cref="ShieldException">No device matches, or several do.</exception>
    public static SoundDevice Choose(IReadOnlyList<SoundDevice> devices, string? text, string kind)
    {
        ArgumentNullException.ThrowIfNull(devices);
        var open = devices.Where(device => !device.IsMonitor).ToList();
        if (text is null)
        {
            return open.FirstOrDefault(device => device.IsUsual) ?? open.FirstOrDefault()
                ?? throw new ShieldException(SlateReason.SourceMissing, $"No {kind} was found: plug one in.");
        }

        if (devices.FirstOrDefault(device => device.Name == text) is { } named)
        {
            return named;
        }

        var similar = devices.Where(device => device.Description == text).ToList();
        similar = similar.Count > 0 ? similar : open.Where(device => device.Description.Contains(text, StringComparison.OrdinalIgnoreCase) || device.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return similar.Count switch
        {
            1 => similar[0],
            0 => throw new ShieldException(SlateReason.SourceMissing, $"There is no {kind} '{text}': {(open.Count == 0 ? "none was found, plug it in or install it" : $"choose one of {Listed(open)}")}."),
            _ => throw new ShieldException(SlateReason.SourceMissing, $"'{text}' matches more than one {kind}: choose one of {Listed(similar)}."),
        };
    }

    /// <summary>Finds a device that was open before. The default may be another one by now, such as the microphone of a webcam: nobody chose that.</summary>
    /// <param name="devices">The devices that are there now.</param>
    /// <param name="before">What was open.</param>
    /// <exception cref="ShieldException">It is gone.</exception>
    public static SoundDevice Again(IReadOnlyList<SoundDevice> devices, SoundDevice before)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(before);
        return devices.FirstOrDefault(device => device.Name == before.Name)
            ?? throw new ShieldException(SlateReason.SourceMissing, $"{before.Description} is not there: plug it in again, it is tried again by itself, or choose another on the page.");
    }

    /// <summary>Lists devices by description; where descriptions are ambiguous, by name.</summary>
    private static string Listed(IReadOnlyCollection<SoundDevice> devices) => string.Join(", ", devices.Select(device =>
        devices.Count(other => other.Description == device.Description) == 1 ? $"'{device.Description}'" : $"'{device.Name}' ({device.Description})"));

    private static ISoundFamily Here() => Family ?? throw new ShieldException(SlateReason.SourceMissing, None);
}
