using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App;

/// <summary>Clips of one grey per frame, and reading clips back.</summary>
internal static class GreyClips
{
    public static readonly FrameSize Size = new(160, 96);

    /// <summary>Writes one frame per level.</summary>
    public static string Write(TempFolder folder, string name, double rate, params ReadOnlySpan<byte> levels)
    {
        var path = folder.File(name);
        using var writer = new VideoWriter(path, VideoWriter.FourCC("MJPG"), rate, new Size(Size.Width, Size.Height));
        foreach (var level in levels)
        {
            using var picture = new Mat(Size.Height, Size.Width, MatType.CV_8UC3, Scalar.All(level));
            writer.Write(picture);
        }

        return path;
    }

    /// <summary>Reads every frame.</summary>
    public static (SourceFormat Format, List<T> Frames) Read<T>(string path, Func<Frame, T> look)
    {
        using var clip = new ClipSource(path, loop: false, paced: false);
        var format = clip.Open();
        using var pool = new FramePool(new FrameSize(format.Width, format.Height), 1);
        var frames = new List<T>();
        while (true)
        {
            using var frame = pool.Rent();
            if (!clip.Read(frame))
            {
                return (format, frames);
            }

            frames.Add(look(frame));
        }
    }

    /// <summary>Mean of all channels.</summary>
    public static double Mean(Frame frame)
    {
        var sum = 0L;
        foreach (var value in frame.Pixels)
        {
            sum += value;
        }

        return (double)sum / frame.Pixels.Length;
    }
}
