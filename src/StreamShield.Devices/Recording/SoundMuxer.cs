using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Recording;

/// <summary>Lays a sound beside the pictures of a finished video, with the <c>ffmpeg</c> command; the pictures stay as they are.</summary>
public static class SoundMuxer
{
    /// <summary>How long an hour of sound may take, and the least.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const long BytesPerHour = 3600L * SoundFormat.Rate * sizeof(float);

    /// <summary>Makes a video of both.</summary>
    /// <param name="pictures">A video; only its pictures are taken.</param>
    /// <param name="sound">A WAV file.</param>
    /// <param name="target">The new video, .mp4, .mov, .mkv or .avi; it appears when it is complete, and replaces one that is there.</param>
    /// <exception cref="ShieldException">ffmpeg is missing or fails, or the file cannot be replaced; nothing is left behind.</exception>
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
