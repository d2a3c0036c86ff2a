using System.Text.Json;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>PulseAudio and PipeWire through <c>pactl</c>, <c>parec</c> and <c>pacat</c>, which come with pulseaudio-utils.</summary>
internal sealed class PulseFamily : ISoundFamily
{
    private const int MaxListLength = 1 << 20;

    /// <inheritdoc/>
    public IReadOnlyList<SoundDevice> Microphones() => List("sources", "default_source_name");

    /// <inheritdoc/>
    public IReadOnlyList<SoundDevice> Outputs() => List("sinks", "default_sink_name");

    /// <inheritdoc/>
    public ISoundSource MakeSource(string? name) => new PulseSource(name);

    /// <inheritdoc/>
    public ISoundSink MakeSink(string name) => new PulseSink(name);

    /// <summary>True for a null sink, whose sound can only be heard through its monitor. PulseAudio identifies it by module, PipeWire by factory.</summary>
    private static bool IsNull(JsonElement device) =>
        (device.TryGetProperty("driver", out var driver) && driver.GetString() is "module-null-sink.c")
        || (device.TryGetProperty("properties", out var all) && all.TryGetProperty("factory.name", out var factory) && factory.GetString() is "support.null-audio-sink");

    private static SoundDevice[] List(string what, string defaultField)
    {
        try
        {
            using var info = JsonDocument.Parse(PulseClient.RunPactl(MaxListLength, "-f", "json", "info"));
            using var list = JsonDocument.Parse(PulseClient.RunPactl(MaxListLength, "-f", "json", "list", what));
            var defaultName = info.RootElement.TryGetProperty(defaultField, out var field) ? field.GetString() : null;
            return
            [
                .. list.RootElement.EnumerateArray().Select(device =>
                {
                    var name = device.GetProperty("name").GetString() ?? "";
                    var description = device.TryGetProperty("description", out var text) ? text.GetString() : null;
                    var monitor = device.TryGetProperty("monitor_source", out var of) && what == "sources" && of.GetString() is { Length: > 0 };
                    var found = new SoundDevice(name, description ?? name, name == defaultName, monitor || (what == "sources" && name.EndsWith(".monitor", StringComparison.Ordinal)));
                    return IsNull(device) ? found with { IsCable = true } : found;
                }).OrderBy(device => device.IsMonitor),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ShieldException(SlateReason.SourceMissing, $"pactl lists the sound devices in a way that is not understood ({VideoText.Plain(e.Message)}): install pulseaudio-utils 16 or newer.", e);
        }
    }
}
