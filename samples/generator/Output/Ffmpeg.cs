using System.Diagnostics;
using System.Globalization;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Output;

/// <summary>Writes raw pictures into a running ffmpeg, which makes the file.</summary>
internal sealed class Ffmpeg : IDisposable
{
    private readonly Process _process;

    private Ffmpeg(string pixelFormat, int width, int height, int framesPerSecond, IEnumerable<string> output)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true };
        string[] input =
        [
            "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", pixelFormat,
            "-s", Size(width, height), "-r", Text(framesPerSecond), "-i", "-",
        ];
        foreach (string argument in input.Concat(output))
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start.");
    }

    /// <summary>A clip in colour, 1280x720, bounded in size. In the colours of a webcam's JPEGs (BT.601), and cheap to decode: the demo is to show what the shield costs, not the decoder.</summary>
    public static Ffmpeg Clip(string path, RenderOptions options) => new(
        "rgb24", options.Width, options.Height, options.FramesPerSecond,
        [
            "-vf", "scale=1280:720:flags=lanczos+accurate_rnd+full_chroma_inp:out_color_matrix=bt601:out_range=tv,format=yuv420p",
            "-c:v", "libx264", "-preset", "slow", "-tune", "fastdecode", "-bf", "0", "-refs", "1", "-crf", "21", "-maxrate", "4400k", "-bufsize", "6000k",
            "-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m", "-color_range", "tv",
            "-threads", "1", "-movflags", "+faststart", path,
        ]);

    /// <summary>A clip of mattes, 1280x720: full range, black 0, white 255.</summary>
    public static Ffmpeg Matte(string path, RenderOptions options) => new(
        "gray", options.Width, options.Height, options.FramesPerSecond,
        [
            "-vf", "scale=1280:720:in_range=pc:out_range=pc,format=yuvj420p",
            "-c:v", "libx264", "-preset", "medium", "-crf", "5", "-color_range", "pc",
            "-threads", "1", "-movflags", "+faststart", path,
        ]);

    /// <summary>One picture in colour; the file's extension says which kind.</summary>
    public static Ffmpeg Picture(string path, int width, int height) =>
        new("rgb24", width, height, 1, ["-frames:v", "1", "-update", "1", "-pred", "mixed", path]);

    /// <summary>One grey picture.</summary>
    public static Ffmpeg GreyPicture(string path, int width, int height) =>
        new("gray", width, height, 1, ["-frames:v", "1", "-update", "1", path]);

    /// <summary>Reads a picture as RGB bytes of a size.</summary>
    public static byte[] Read(string path, int width, int height)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true };
        string[] arguments =
        [
            "-loglevel", "error", "-i", path, "-vf", string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}"),
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start.");
        var bytes = new byte[width * height * 3];
        process.StandardOutput.BaseStream.ReadExactly(bytes);
        process.WaitForExit();
        return bytes;
    }

    /// <summary>Adds a picture.</summary>
    public void Write(byte[] picture) => _process.StandardInput.BaseStream.Write(picture);

    /// <summary>Finishes the file.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        int code = _process.ExitCode;
        _process.Dispose();
        if (code != 0)
        {
            throw new InvalidOperationException($"ffmpeg ended with code {code}.");
        }
    }

    private static string Size(int width, int height) => string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
