using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>What to put into OBS.</summary>
/// <param name="Scene">The scene for the source; null for the scene on air.</param>
/// <param name="Name">Name of a new source.</param>
/// <param name="Address">Address of the shielded picture; null keeps the one in OBS, or lets the next run set it.</param>
/// <param name="Camera">Virtual camera to read instead: a device file on Linux, a name on Windows; null for the stream.</param>
/// <param name="SafeScene">A safe scene to create; null for none.</param>
internal sealed record SetupRequest(string? Scene, string Name, string? Address, string? Camera, string? SafeScene)
{
    /// <summary>OBS's name of the source's kind.</summary>
    public string Kind => Camera is null ? StreamInput.Kind : Camera.StartsWith('/') ? "v4l2_input" : "dshow_input";

    /// <summary>The source's settings.</summary>
    /// <param name="existing">The source in OBS, or null for a new one.</param>
    public JsonObject Settings(ObsInput? existing) => Kind switch
    {
        "v4l2_input" => new JsonObject { ["device_id"] = Camera },
        "dshow_input" => new JsonObject { ["video_device_id"] = $"{Camera}:" },
        _ => StreamInput.Settings(Address ?? (existing is not null && StreamInput.IsOurs(existing) ? existing.Text("input") : StreamInput.NoAddressYet)),
    };
}
