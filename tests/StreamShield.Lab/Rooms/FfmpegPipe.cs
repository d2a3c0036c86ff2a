using System.Diagnostics;
using StreamShield.Devices.Tools;

namespace StreamShield.Lab.Rooms;

/// <summary>Starts ffmpeg with one end as a pipe.</summary>
internal static class FfmpegPipe
{
    public static Process Start(bool read, params string[] arguments)
    {
        var ffmpeg = ExternalTool.Ffmpeg ?? throw new InvalidOperationException("The scenes need the ffmpeg command: install it, for example with sudo apt-get install -y ffmpeg.");
        var start = new ProcessStartInfo(ffmpeg) { RedirectStandardInput = !read, RedirectStandardOutput = read };
        string[] manners = read ? ["-nostdin", "-loglevel", "error"] : ["-loglevel", "error"];
        foreach (var argument in manners.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start.");
    }
}
