using System.Text.Json;

namespace StreamShield.App.Obs;

/// <summary>Recognizes inputs of OBS that capture a camera directly, rather than StreamShield's picture of it.</summary>
/// <param name="allowed">Inputs that the user vouches for, such as a capture card with a game on it.</param>
/// <param name="labelOf">The name of a device file such as /dev/video10, or empty.</param>
internal sealed class RawCameras(IReadOnlySet<string> allowed, Func<string, string> labelOf)
{
    /// <summary>Names of virtual cameras that StreamShield writes to; the last is v4l2loopback's default name.</summary>
    private static readonly string[] VirtualCameras = ["StreamShield", "OBS Virtual Camera", "Unity Video Capture", "Dummy video device"];

    /// <summary>Kinds that are a camera or capture card, with the setting that names the device.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["dshow_input"] = "video_device_id",
        ["v4l2_input"] = "device_id",
        ["av_capture_input"] = "device_name",
        ["macos-avcapture"] = "device_name",
        ["macos-avcapture-fast"] = "device_name",
        ["decklink-input"] = "device_name",
        ["aja_source"] = "ui_prop_device",
        ["pipewire-camera-source"] = "DeviceId",
        ["ios-camera-source"] = "setting_device_uuid",
        ["droidcam_obs"] = "device_list",
    };

    /// <summary>Input formats of FFmpeg that read a camera.</summary>
    private static readonly string[] Formats = ["v4l2", "video4linux2", "dshow", "vfwcap", "avfoundation", "decklink", "android_camera", "libdc1394"];

    /// <summary>Addresses and elements with which VLC and GStreamer read a camera.</summary>
    private static readonly string[] Openers = ["v4l2:", "dshow:", "avcapture:", "qtcapture:", "v4l2src", "ksvideosrc", "mfvideosrc", "avfvideosrc", "libcamerasrc"];

    /// <summary>The camera behind an input.</summary>
    /// <returns>Its display name, or null when the input is not a raw camera.</returns>
    public string? CameraOf(string name, ObsInput input)
    {
        if (allowed.Contains(name))
        {
            return null;
        }

        var device = Device(input);
        return device is null || IsVirtual(device) ? null : device.Length > 0 ? device : "the first camera";
    }

    /// <summary>True for an input that takes a virtual camera, and so shows the shielded picture.</summary>
    public bool IsVirtual(ObsInput input) => Device(input) is { } device && IsVirtual(device);

    private static string? Device(ObsInput input) => input.Kind switch
    {
        _ when Kinds.TryGetValue(input.Kind, out var setting) => Decode(input.Text(setting)),
        "ffmpeg_source" => OfFfmpeg(input),
        "vlc_source" => OfPlaylist(input),
        "gstreamer-source" => Opened(input.Text("pipeline")),
        _ => null,
    };

    private static string? OfFfmpeg(ObsInput input)
    {
        var isFile = input.Flag("is_local_file", usual: true);
        var from = input.Text(isFile ? "local_file" : "input");
        if (IsDeviceFile(from))
        {
            return from;
        }

        // "audio=Microphone" and ":0" are FFmpeg's ways to open a sound device alone.
        var isSound = (from.StartsWith("audio=", StringComparison.OrdinalIgnoreCase) && !from.Contains("video=", StringComparison.OrdinalIgnoreCase)) || from.StartsWith(':');
        return !isFile && !isSound && Formats.Contains(input.Text("input_format").Trim(), StringComparer.OrdinalIgnoreCase) ? from : null;
    }

    private static string? OfPlaylist(ObsInput input)
    {
        if (input.Settings.ValueKind != JsonValueKind.Object || !input.Settings.TryGetProperty("playlist", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return list.EnumerateArray()
            .Where(static entry => entry.ValueKind == JsonValueKind.Object)
            .Select(static entry => new ObsInput("", entry).Text("value"))
            .Select(static value => IsDeviceFile(value) ? value : Opened(value))
            .FirstOrDefault(static device => device is not null);
    }

    private static string? Opened(string text) => Openers.Any(opener => text.Contains(opener, StringComparison.OrdinalIgnoreCase)) ? text : null;

    private static bool IsDeviceFile(string path) => path.StartsWith("/dev/video", StringComparison.Ordinal) || path.StartsWith("/dev/v4l/", StringComparison.Ordinal);

    /// <summary>DirectShow devices are "NAME:PATH", with # and : inside written as #22 and #3A.</summary>
    private static string Decode(string device)
    {
        var name = device.StartsWith('/') ? device : device.Split(':')[0];
        return name.Replace("#3A", ":", StringComparison.Ordinal).Replace("#22", "#", StringComparison.Ordinal);
    }

    private bool IsVirtual(string device)
    {
        var clean = device.StartsWith("video=", StringComparison.OrdinalIgnoreCase) ? device["video=".Length..] : device;
        var label = IsDeviceFile(clean) ? labelOf(clean) : clean;
        return VirtualCameras.Any(name => label.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }
}
