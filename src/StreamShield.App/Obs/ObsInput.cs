using System.Text.Json;

namespace StreamShield.App.Obs;

/// <summary>An input of OBS: a camera, a file, a stream, a colour.</summary>
/// <param name="Kind">OBS's name of its kind, without version: "v4l2_input", "ffmpeg_source".</param>
/// <param name="Settings">Its settings; defaults are left out.</param>
internal sealed record ObsInput(string Kind, JsonElement Settings)
{
    /// <summary>A text setting, or empty.</summary>
    public string Text(string name) =>
        Settings.ValueKind == JsonValueKind.Object && Settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A switch setting.</summary>
    public bool Flag(string name, bool usual) =>
        Settings.ValueKind == JsonValueKind.Object && Settings.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : usual;
}
