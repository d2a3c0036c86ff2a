using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Recording;

/// <summary>Adds a sound track to a finished video with the <c>ffmpeg</c> command; the video stream is copied unchanged.</summary>
public static class SoundMuxer
{
    /// <summary>Minimum time-out, extended by the same amount for every hour of sound.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const long BytesPerHour = 3600L * SoundFormat.Rate * sizeof(float);

    /// <summary>Joins a video and a sound file.</summary>
    /// <param name="pictures">A video file; its own sound is ignored.</param>
    /// <param name="sound">A WAV file.</param>
    /// <param name="target">The new video, .mp4, .mov, .mkv or .avi. It appears once complete and replaces an existing file.</param>
    /// <exception cref="ShieldException">ffmpeg is missing or fails, or the file cannot be replaced. No partial file remains.</exception>
    public static void Join(string pictures, string sound, string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var ffmpeg = ExternalTool.Ffmpeg ?? throw new ShieldException(SlateReason.StageFailed, "The ffmpeg command is needed for the sound of clips: install ffmpeg.");
        var full = Path.GetFullPath(target);
        var extension = Path.GetExtension(full).ToLowerInvariant();
        var partial = PartialFile.Beside(full, extension);
        string[] coded = extension == ".avi" ? ["-c:a", "pcm_s16le"] : ["-c:a", "aac", "-b:a", "160k"];
        string[] container = extension is ".mp4" or ".mov" ? ["-movflags", "+faststart"] : [];
        try
        {
            Run(ffmpeg, ["-v", "error", "-nostdin", "-y", "-i", $"file:{pictures}", "-i", $"file:{sound}", "-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", .. coded,
                "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", .. container, $"file:{partial}"], target, Patience * (1 + (new FileInfo(sound).Length / BytesPerHour)));
            File.Move(partial, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{target}' cannot be replaced ({VideoText.Plain(e.Message)}): close programs that show it, or choose another name.", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Run(string program, IEnumerable<string> arguments, string target, TimeSpan patience)
    {
        using var ffmpeg = new ToolProcess(program, arguments);
        if (!ffmpeg.WaitForExit(patience))
        {
            throw new ShieldException(SlateReason.StageFailed, $"ffmpeg did not join picture and sound of '{target}' within {patience.TotalMinutes:0} minutes: check that the disk answers, and try again.");
        }

        if (!ffmpeg.Succeeded)
        {
            throw new ShieldException(SlateReason.StageFailed, $"ffmpeg could not join picture and sound of '{target}' (it said: {VideoText.Plain(ffmpeg.LastLine)}): check the free space of that disk, or use --no-sound.");
        }
    }
}
