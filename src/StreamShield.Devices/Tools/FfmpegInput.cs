using StreamShield.Core.Pictures;

namespace StreamShield.Devices.Tools;

/// <summary>
/// Input options for FFmpeg: a file name is never taken for a URL, an option or a name pattern; files that refer to other files, such as playlists, are not
/// followed, whatever their extension; pictures too large for memory are not decoded.
/// </summary>
internal static class FfmpegInput
{
    /// <summary>FFmpeg's names of containers that hold all of their streams themselves.</summary>
    private static readonly string[] Containers =
    [
        "mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "mpegts", "mpeg", "mpegvideo", "ogg", "flv", "live_flv", "asf", "nut", "mxf", "gxf", "dv", "wtv", "rm", "ivf", "obu", "av1",
        "h263", "h264", "hevc", "vvc", "m4v", "mjpeg", "vc1", "dirac", "yuv4mpegpipe", "gif", "apng", "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe", "jpegxl_pipe", "jpegxl_anim", "webp_anim",
        "wav", "w64", "aiff", "au", "caf", "flac", "mp3", "aac", "ac3", "eac3", "dts", "truehd", "amr", "ape", "wv", "tta",
    ];

    private static string[] Limits => ["-protocol_whitelist", "file", "-format_whitelist", string.Join(',', Containers), "-max_pixels", $"{PictureFile.MaxPixels}"];

    /// <summary>Arguments that make a file an input of ffmpeg or ffprobe.</summary>
    public static IEnumerable<string> Of(string path) => [.. Limits, "-i", $"file:{Path.GetFullPath(path)}"];

    /// <summary>The same limits for OpenCV's built-in FFmpeg, in the format of its environment variable.</summary>
    public static string OpenCvLimits => string.Join('|', Limits.Chunk(2).Select(pair => $"{pair[0][1..]};{pair[1]}"));
}
