using System.Text.Json;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>Views of OBS for tests. "cam" is a raw camera, "shield" the shielded picture; a leading "-" is an item whose eye is closed.</summary>
internal static class ObsViews
{
    public static readonly RawCameras Cameras = new(new HashSet<string>(), _ => "");

    /// <summary>A view with these scenes; names of scenes that begin with "group" are groups.</summary>
    public static ObsSnapshot Of(string program, params (string Name, string[] Items)[] scenes) => new()
    {
        Program = program,
        Scenes = [.. scenes.Select(scene => scene.Name).Where(name => !name.StartsWith("group", StringComparison.Ordinal))],
        Items = scenes.ToDictionary(
            scene => scene.Name,
            scene => (IReadOnlyList<ObsItem>)[.. scene.Items.Select(item => new ObsItem(item.TrimStart('-'), !item.StartsWith('-')))]),
        Inputs = new Dictionary<string, ObsInput>
        {
            ["cam"] = new("v4l2_input", JsonDocument.Parse("""{"device_id":"/dev/video0"}""").RootElement),
            ["shield"] = new("ffmpeg_source", JsonDocument.Parse("""{"is_local_file":false,"input":"http://127.0.0.1:8787/out.mjpg?token=x"}""").RootElement),
        },
    };
}
