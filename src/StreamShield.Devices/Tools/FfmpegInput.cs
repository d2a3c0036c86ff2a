using StreamShield.Core.Pictures;

namespace StreamShield.Devices.Tools;

/// <summary>
/// How FFmpeg is told of a file: no name is taken for an address, an option or a pattern of names; no list of other files, such as a playlist, is followed, whatever the file
/// calls itself; and no picture is decoded that would fill the memory.
/// </summary>
internal static class FfmpegInput
{
    /// <summary>Containers that hold all of their streams themselves, by FFmpeg's names.</summary>
    private static readonly string[] Containers =
    [
        "mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "mpegts", "mpeg", "mpegvideo", "ogg", "flv", "live_flv", "asf", "nut", "mxf", "gxf", "dv", "wtv", "rm", "ivf", "obu", "av1",
        "h263", "h264", "hevc", "vvc", "m4v", "mjpeg", "vc1", "dirac", "yuv4mpegpipe", "gif", "apng", "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe", "jpegxl_pipe", "jpegxl_anim", "webp_anim",
        "wav", "w64", "aiff", "au", "caf", "flac", "mp3", "aac", "ac3", "eac3", "dts", "truehd", "amr", "ape", "wv", "tta",
    ];

    private static string[] Limits => ["-protocol_whitelist", "file", "-format_whitelist", string.Join(',', Containers), "-max_pixels", $"{PictureFile.MaxPixels}"];

    /// <summary>A file as an input of ffmpeg or ffprobe.</summary>
    public static IEnumerable<string> Of(string path) => [.. Limits, "-i", $"file:{Path.GetFullPath(path)}"];

    /// <summary>The limits for OpenCV's own FFmpeg, as its environment variable wants them.</summary>
    public static string OpenCvLimits => string.Join('|', Limits.Chunk(2).Select(pair => $"{pair[0][1..]};{pair[1]}"));
}
