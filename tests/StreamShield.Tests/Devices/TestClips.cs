using System.Diagnostics;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

/// <summary>Makes small clips of the numbered pattern.</summary>
internal static class TestClips
{
    public const string NoFfmpeg = "the ffmpeg command is not installed here";

    public static readonly FrameSize Size = new(160, 96);

    /// <summary>A clip of numbered pictures by OpenCV's writer: MJPG in .avi, MPEG-4 in .mp4.</summary>
    public static string Numbered(TempFolder folder, int frames, string name = "numbered.avi", double rate = 30, FrameSize? size = null)
    {
        var path = folder.File(name);
        var picture = size ?? Size;
        using var pool = new FramePool(picture, 1);
        using var source = new PatternSource(picture, rate, paced: false);
        var codec = name.EndsWith(".avi", StringComparison.Ordinal) ? "MJPG" : "mp4v";
        using var writer = new VideoWriter(path, VideoWriter.FourCC(codec), rate, new Size(picture.Width, picture.Height));
        source.Open();
        for (var i = 0; i < frames; i++)
        {
            using var frame = pool.Rent();
            source.Read(frame);
            using var mat = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_8UC3, frame.Address);
            writer.Write(mat);
        }

        return path;
    }

    /// <summary>Runs ffmpeg to its end.</summary>
    /// <returns>What it printed on standard output.</returns>
    public static byte[] Ffmpeg(params string[] arguments) => RunTool("ffmpeg", arguments);

    public static byte[] RunTool(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(ExternalTool.Find(tool)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        using var patience = new Timer(_ => process.Kill(), null, TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan);
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output.ToArray();
    }
}
