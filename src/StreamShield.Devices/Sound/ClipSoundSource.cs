using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>A clip's first sound track, decoded by the <c>ffmpeg</c> command, beginning with the clip's first picture. Not paced.</summary>
public sealed class ClipSoundSource(string path) : ISoundSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Process? _process;
    private volatile string _lastLine = "";

    /// <inheritdoc/>
    public string Name => $"the sound of {Path.GetFileName(path)}";

    /// <inheritdoc/>
    public double LatencyMs => 0;

    /// <summary>Whether a clip has sound.</summary>
    /// <param name="path">The clip.</param>
    /// <returns>False where ffmpeg or ffprobe is missing; the second value says so.</returns>
    public static (bool HasSound, bool CanTell) Look(string path)
    {
        if (ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null)
        {
            return (false, false);
        }

        return (Probe(path, "a:0", "codec_type").StartsWith("audio", StringComparison.Ordinal), true);
    }

    /// <inheritdoc/>
    public void Open()
    {
        Close();
        var ffmpeg = ExternalTool.Ffmpeg ?? throw new ShieldException(SlateReason.SourceMissing, "The ffmpeg command is needed for the sound of clips: install ffmpeg.");
        var start = new ProcessStartInfo(ffmpeg) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-v", "error", "-nostdin", "-i", Url(path), "-map", "0:a:0",
            // Gaps become silence and everything lies at its time.
            "-af", $"aresample={SoundFormat.Rate}:async=1:first_pts=0", "-ac", "1", "-f", "f32le", "pipe:1",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => _lastLine = string.IsNullOrWhiteSpace(line.Data) ? _lastLine : line.Data;
        _process.Start();
        _process.BeginErrorReadLine();
        PassOver(_process.StandardOutput.BaseStream, (long)(FirstPicture() * SoundFormat.Rate));
    }

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var process = _process ?? throw new InvalidOperationException($"{Name} is not open.");
        var bytes = MemoryMarshal.AsBytes(block);
        var read = process.StandardOutput.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        bytes[read..].Clear();
        if (read > 0)
        {
            return true;
        }

        if (process.WaitForExit(Patience) && process.ExitCode != 0)
        {
            throw new ShieldException(SlateReason.SourceLost, $"{Name} cannot be decoded (ffmpeg said: {VideoText.Plain(_lastLine)}): use --no-sound, or convert the clip first.");
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>When the first picture is shown, in seconds after the clip's beginning, which is that of its earliest track.</summary>
    private double FirstPicture() => Math.Max(0, Number(Probe(path, "v:0", "start_time")) - Number(Probe(path, null, "start_time")));

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Url(string path) => $"file:{Path.GetFullPath(path)}";

    private static string Probe(string path, string? stream, string field)
    {
        var start = new ProcessStartInfo(ExternalTool.Find("ffprobe")!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] which = stream is null ? [] : ["-select_streams", stream];
        string[] arguments = ["-v", "error", .. which, "-show_entries", $"{(stream is null ? "format" : "stream")}={field}", "-of", "default=noprint_wrappers=1:nokey=1", Url(path)];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var answer = process.StandardOutput.ReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
        }

        return answer?.Trim() ?? "";
    }

    private static void PassOver(Stream stream, long samples)
    {
        var rest = new byte[SoundFormat.Block * sizeof(float)];
        for (var left = samples * sizeof(float); left > 0;)
        {
            var read = stream.Read(rest, 0, (int)Math.Min(left, rest.Length));
            if (read == 0)
            {
                return;
            }

            left -= read;
        }
    }

    private void Close()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }

        _process?.Dispose();
        _process = null;
    }
}
