using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Files;
using StreamShield.Devices.Sound.Pulse;
using StreamShield.Devices.Sound.Wasapi;

namespace StreamShield.Devices.Sound;

/// <summary>The sound devices of this machine, and the endpoints behind their names: WASAPI by NAudio on Windows, elsewhere the clients of PulseAudio and PipeWire.</summary>
public static class SoundDevices
{
    /// <summary>What to say where there is no sound system.</summary>
    public const string None = "No sound system was found: on Linux install pulseaudio-utils, which works with PulseAudio and PipeWire.";

    private static ISoundFamily? Family => OperatingSystem.IsWindows() ? new WasapiFamily() : PulseClient.IsInstalled ? new PulseFamily() : null;

    /// <summary>Microphones, and monitors of outputs behind them.</summary>
    /// <exception cref="ShieldException">There is no sound system, or it does not answer.</exception>
    public static IReadOnlyList<SoundDevice> Microphones() => Here().Microphones();

    /// <summary>Outputs.</summary>
    /// <exception cref="ShieldException">There is no sound system, or it does not answer.</exception>
    public static IReadOnlyList<SoundDevice> Outputs() => Here().Outputs();

    /// <summary>A source, not opened.</summary>
    /// <param name="name">A device's name, its description or a part of it, or a .wav file, which is played at its own speed; null for the usual microphone.</param>
    /// <param name="time">Paces files.</param>
    /// <exception cref="ShieldException">There is no sound system.</exception>
    public static ISoundSource MakeSource(string? name, TimeProvider? time = null) =>
        name is not null && IsFile(name) ? new PacedSource(new WavSource(name), time) : Here().MakeSource(name);

    /// <summary>A sink, not opened.</summary>
    /// <param name="name">A device's name, its description or a part of it, or a .wav file to write.</param>
    /// <param name="time">Paces files.</param>
    /// <exception cref="ShieldException">There is no sound system.</exception>
    public static ISoundSink MakeSink(string name, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return IsFile(name) ? new PacedSink(new WavSink(name), time) : Here().MakeSink(name);
    }

    /// <summary>True for the name of a .wav file, which stands in for a device.</summary>
    public static bool IsFile(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".wav", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The device that a text names: by name, by description, or by a part that only one has.</summary>
    /// <param name="devices">Those there are.</param>
    /// <param name="text">What was asked for; null for the usual one.</param>
    /// <param name="kind">"microphone" or "sound output", for sentences.</param>
    /// <exception cref="ShieldException">None fits, or several do.</exception>
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
            _ => throw new ShieldException(SlateReason.SourceMissing, $"'{text}' fits more than one {kind}: choose one of {Listed(similar)}."),
        };
    }

    /// <summary>By what people call them; where two have the same name, by what the system calls them.</summary>
    private static string Listed(IReadOnlyCollection<SoundDevice> devices) => string.Join(", ", devices.Select(device =>
        devices.Count(other => other.Description == device.Description) == 1 ? $"'{device.Description}'" : $"'{device.Name}' ({device.Description})"));

    private static ISoundFamily Here() => Family ?? throw new ShieldException(SlateReason.SourceMissing, None);
}
