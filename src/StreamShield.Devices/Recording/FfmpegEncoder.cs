using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Recording;

/// <summary>Encodes H.264 with the <c>ffmpeg</c> command, which gets raw pictures and their timestamps on standard input.</summary>
internal sealed class FfmpegEncoder : IVideoEncoder
{
    private static readonly TimeSpan FinishPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastWordsPatience = TimeSpan.FromSeconds(10);

    private readonly ToolProcess _ffmpeg;
    private MatroskaWriter? _pictures;
    private readonly VideoJob _job;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="ffmpeg">Full path of the command.</param>
    /// <param name="job">The file to write.</param>
    public FfmpegEncoder(string ffmpeg, VideoJob job)
    {
        _job = job;
        _ffmpeg = new ToolProcess(ffmpeg, Arguments(job));
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> picture, TimeSpan at)
    {
        try
        {
            _pictures ??= new MatroskaWriter(_ffmpeg.Input, _job.Size, _job.Pixels == VideoPixels.Gray ? "Y800" : "NV12", _job.FramesPerSecond);
            _pictures.Write(picture, at);
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
            _ffmpeg.Input.Dispose();
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        if (!_ffmpeg.WaitForExit(FinishPatience))
        {
            throw new ShieldException(SlateReason.StageFailed, $"ffmpeg did not finish '{_job.Final}' within {FinishPatience.TotalMinutes:0} minutes: check that the disk answers, and try again.");
        }

        if (!_ffmpeg.Succeeded)
        {
            throw Failed(null);
        }
    }

    /// <summary>Kills ffmpeg if it is still running.</summary>
    public void Dispose() => _ffmpeg.Dispose();

    private static IEnumerable<string> Arguments(VideoJob job)
    {
        var gray = job.Pixels == VideoPixels.Gray;
        // Pictures are BT.601; tagging input and output alike keeps ffmpeg from converting.
        string[] bt601 = ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"];
        string[] range = ["-color_range", gray ? "pc" : "tv"];
        string[] input = [.. range, .. job.Matrix == VideoMatrix.Unspecified ? [] : bt601];
        string[] output = job.Matrix switch
        {
            VideoMatrix.Bt601 => [.. range, .. bt601],
            VideoMatrix.Bt709 => [.. range, "-vf", "scale=in_color_matrix=bt601:out_color_matrix=bt709", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
            _ => range,
        };
        string[] picture = ["-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", gray ? "10" : "18", "-pix_fmt", gray ? "yuvj420p" : "yuv420p", "-enc_time_base", job.TimeBase, .. ExternalTool.FfmpegFrameTimes("vfr")];
        // The filter drops x264's SEI message about itself (threads, version): nothing in the file may identify the machine or the time.
        string[] anonymous = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-bsf:v", "filter_units=remove_types=6"];
        string[] container = job.Extension == ".mkv" ? ["-f", "matroska"] : ["-movflags", "+faststart", "-f", job.Extension == ".mov" ? "mov" : "mp4"];
        return ["-hide_banner", "-loglevel", "error", "-nostats", "-y", .. input, "-f", "matroska", "-i", "pipe:0", .. picture, .. output, .. anonymous, .. container, job.Target];
    }

    private ShieldException Failed(Exception? inner)
    {
        _ffmpeg.WaitForExit(LastWordsPatience);
        var words = _ffmpeg.LastLine.Length == 0 ? "it gave no reason" : $"it said: {VideoText.Plain(_ffmpeg.LastLine).Replace(_job.Target, _job.Final, StringComparison.Ordinal)}";
        return new ShieldException(SlateReason.StageFailed, $"ffmpeg stopped while writing '{_job.Final}' ({words}): check the free space of that disk and try again.", inner);
    }
}
