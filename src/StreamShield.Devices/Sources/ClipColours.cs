using System.Diagnostics;

namespace StreamShield.Devices;

/// <summary>Asks the <c>ffprobe</c> command, which comes with ffmpeg, how a clip's colours are meant: OpenCV does not tell.</summary>
public static class ClipColours
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The matrix that a clip names.</summary>
    /// <param name="path">A clip that can be read.</param>
    /// <returns>BT.601 where ffprobe is missing or fails, since that changes nothing.</returns>
    public static VideoMatrix MatrixOf(string path)
    {
        if (ExternalTool.Find("ffprobe") is not { } ffprobe)
        {
            return VideoMatrix.Bt601;
        }

        var start = new ProcessStartInfo(ffprobe) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
            ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=color_space", "-of", "default=noprint_wrappers=1:nokey=1", $"file:{Path.GetFullPath(path)}"];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start);
        if (process is null)
        {
            return VideoMatrix.Bt601;
        }

        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var answer = process.StandardOutput.ReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
        }

        return answer?.Trim() switch
        {
            "bt709" => VideoMatrix.Bt709,
            null or "smpte170m" or "bt470bg" => VideoMatrix.Bt601,
            _ => VideoMatrix.Untold,
        };
    }
}
