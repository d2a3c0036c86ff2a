using System.Text.Json.Nodes;
using StreamShield.App.Page;

namespace StreamShield.App.Obs;

/// <summary>OBS's Media Source that plays the shielded picture.</summary>
internal static class StreamInput
{
    /// <summary>OBS's name of its kind.</summary>
    public const string Kind = "ffmpeg_source";

    /// <summary>A placeholder until a run writes its own address.</summary>
    public const string NoAddressYet = "http://127.0.0.1:8787" + LiveRoutes.Picture;

    /// <summary>True for an input that plays this computer's shielded picture, of any run.</summary>
    public static bool IsOurs(ObsInput input) =>
        input.Kind == Kind
        && !input.Flag("is_local_file", usual: true)
        && Uri.TryCreate(input.Text("input"), UriKind.Absolute, out var uri)
        && uri.IsLoopback
        && uri.AbsolutePath == LiveRoutes.Picture;

    /// <summary>True for an input that plays this very picture, as a Media Source or as the page that watches it.</summary>
    public static bool Plays(ObsInput input, string picture) =>
        (IsOurs(input) && input.Text("input") == picture)
        || (input.Kind == "browser_source" && !input.Flag("is_local_file", usual: false) && input.Text("url") == picture.Replace(LiveRoutes.Picture, WatchRoutes.Address, StringComparison.Ordinal));

    /// <summary>Its settings: MJPEG, reconnecting after a second, blank when the stream ends.</summary>
    public static JsonObject Settings(string address) => new()
    {
        ["is_local_file"] = false,
        ["input"] = address,
        ["input_format"] = "mpjpeg",
        ["reconnect_delay_sec"] = 1,
        ["restart_on_activate"] = false,
        ["clear_on_media_end"] = true,
        ["close_when_inactive"] = false,
    };
}
