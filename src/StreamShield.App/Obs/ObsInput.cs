using System.Text.Json;

namespace StreamShield.App.Obs;

/// <summary>A source of OBS that brings something in: a camera, a file, a stream, a colour.</summary>
/// <param name="Kind">OBS's name of what it is, without version: "v4l2_input", "ffmpeg_source".</param>
/// <param name="Settings">What was set; defaults are left out.</param>
internal sealed record ObsInput(string Kind, JsonElement Settings)
{
    /// <summary>A text among the settings, or empty.</summary>
    public string Text(string name) =>
        Settings.ValueKind == JsonValueKind.Object && Settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A switch among the settings.</summary>
    public bool Flag(string name, bool usual) =>
        Settings.ValueKind == JsonValueKind.Object && Settings.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : usual;
}
