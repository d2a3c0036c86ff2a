using System.Diagnostics;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>The <c>ffmpeg</c> command as an encoder: raw pictures on its standard input, H.264 in a file.</summary>
internal sealed class FfmpegEncoder : IVideoEncoder
{
    private static readonly TimeSpan FinishPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly VideoJob _job;
    private volatile string _lastLine = "";

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="ffmpeg">Full path of the command.</param>
    /// <param name="job">What to write.</param>
    public FfmpegEncoder(string ffmpeg, VideoJob job)
    {
        _job = job;
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        // In a session of its own Ctrl-C reaches us only, and the file can still be finished.
        if (ExternalTool.Find("setsid") is { } detach && OperatingSystem.IsLinux())
        {
            start.FileName = detach;
            start.ArgumentList.Add(ffmpeg);
        }
        else
        {
            start.FileName = ffmpeg;
        }

        foreach (var argument in Arguments(job))
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => _lastLine = string.IsNullOrWhiteSpace(line.Data) ? _lastLine : line.Data;
        try
        {
            _process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            _process.Dispose();
            throw new ShieldException(SlateReason.StageFailed, $"ffmpeg could not be started ({VideoText.Plain(e.Message)}): reinstall it, or remove it from PATH to write with OpenCV instead.", e);
        }

        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _input = _process.StandardInput.BaseStream;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> picture)
    {
        try
        {
            _input.Write(picture);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        try
        {
            _input.Dispose();
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        if (!_process.WaitForExit(FinishPatience))
        {
            throw new ShieldException(SlateReason.StageFailed, $"ffmpeg did not finish '{_job.Final}' within {FinishPatience.TotalMinutes:0} minutes: check that the disk answers, and try again.");
        }

        if (_process.ExitCode != 0)
        {
            throw Failed(null);
        }
    }

    /// <summary>Ends ffmpeg when it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(KillPatience);
        }

        try
        {
            _input.Dispose();
        }
        catch (IOException)
        {
            // Unsent bytes of a video that is given up.
        }

        _process.Dispose();
    }

    private static IEnumerable<string> Arguments(VideoJob job)
    {
        var gray = job.Pixels == VideoPixels.Gray;
        // Tagging both ends keeps ffmpeg from converting between ranges or matrices: what goes in is what players show.
        string[] matrix = job.Matrix switch
        {
            VideoMatrix.Bt601 => ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"],
            VideoMatrix.Bt709 => ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
            _ => [],
        };
        string[] colours = ["-color_range", gray ? "pc" : "tv", .. matrix];
        string[] input = ["-f", "rawvideo", "-pix_fmt", gray ? "gray" : "nv12", "-video_size", $"{job.Size}", "-framerate", VideoText.Rate(job.FramesPerSecond)];
        string[] picture = ["-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", gray ? "10" : "18", "-pix_fmt", gray ? "yuvj420p" : "yuv420p"];
        // The filter drops x264's note about itself (threads, version); nothing in the file tells the machine or the time.
        string[] anonymous = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-bsf:v", "filter_units=remove_types=6"];
        string[] container = job.Extension == ".mkv" ? ["-f", "matroska"] : ["-movflags", "+faststart", "-f", job.Extension == ".mov" ? "mov" : "mp4"];
        return ["-hide_banner", "-loglevel", "error", "-nostats", "-y", .. colours, .. input, "-i", "pipe:0", .. picture, .. colours, .. anonymous, .. container, job.Target];
    }

    private ShieldException Failed(Exception? inner)
    {
        // Its last words come after its death.
        if (_process.WaitForExit(KillPatience))
        {
            _process.WaitForExit();
        }

        var words = _lastLine.Length == 0 ? "it gave no reason" : $"it said: {VideoText.Plain(_lastLine).Replace(_job.Target, _job.Final, StringComparison.Ordinal)}";
        return new ShieldException(SlateReason.StageFailed, $"ffmpeg stopped while writing '{_job.Final}' ({words}): check the free space of that disk and try again.", inner);
    }
}
