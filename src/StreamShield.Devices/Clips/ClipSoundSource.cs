using System.Globalization;
using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>
/// The sound of a clip, decoded by the <c>ffmpeg</c> command: of several tracks the one that the file calls usual, else the first; of several channels all, folded as a microphone's are. Not paced.
/// </summary>
/// <param name="path">The clip.</param>
/// <param name="start">When the sound is to begin, after the beginning of the file; null for the first picture as the file's header has it.</param>
public sealed class ClipSoundSource(string path, TimeSpan? start = null) : ISoundSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ChannelFold _fold = new();
    private ToolProcess? _ffmpeg;
    private bool _stereo;

    /// <inheritdoc/>
    public string Name => $"the sound of {Path.GetFileName(path)}{_fold.Words}";

    /// <inheritdoc/>
    public double LatencyMs => 0;

    /// <summary>What was wrong with its two sides and was put right; empty for nothing.</summary>
    public string Fault => _fold.Words.Trim(' ', '(', ')');

    /// <summary>Whether a clip has sound.</summary>
    /// <param name="path">The clip.</param>
    /// <returns>False where ffmpeg or ffprobe is missing; the second value says so.</returns>
    public static (bool HasSound, bool CanTell) Look(string path) =>
        ClipProbe.IsReady ? (ClipProbe.Sound(path) is not null, true) : (false, false);

    /// <inheritdoc/>
    public void Open()
    {
        Close();
        if (!ClipProbe.IsReady)
        {
            throw new ShieldException(SlateReason.SourceMissing, "The ffmpeg and ffprobe commands are needed for the sound of clips: install ffmpeg.");
        }

        var info = ClipProbe.Read(path);
        var track = info?.Sound ?? ClipProbe.Sound(path)
            ?? throw new ShieldException(SlateReason.SourceMissing, $"The clip '{path}' has no sound that can be read: check the name.");
        _stereo = track.Channels > 1;
        var file = (info?.FileStart ?? TimeSpan.Zero).TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        _ffmpeg = new ToolProcess(ExternalTool.Ffmpeg!, [
            // The file's own clock, as the pictures are decoded by.
            "-v", "error", "-nostdin", "-copyts", .. FfmpegInput.Of(path), "-map", $"0:{track.Stream}",
            // Gaps become silence and everything lies at its time.
            "-af", $"asetpts=PTS-{file}/TB,aresample={SoundFormat.Rate}:async=1:first_pts=0", "-ac", _stereo ? "2" : "1", "-f", "f32le", "pipe:1",
        ]);
        var first = start ?? (info is null ? TimeSpan.Zero : info.PicturesStart - info.FileStart);
        PassOver(_ffmpeg.Output, (long)Math.Round(first.TotalSeconds * SoundFormat.Rate) * (_stereo ? 2 : 1));
    }

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var ffmpeg = _ffmpeg ?? throw new InvalidOperationException($"{Name} is not open.");
        var samples = _stereo ? _fold.Sides(block.Length) : block;
        var bytes = MemoryMarshal.AsBytes(samples);
        var read = ffmpeg.Output.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        bytes[read..].Clear();
        if (_stereo)
        {
            _fold.Fold(samples, block);
        }

        if (read > 0)
        {
            return true;
        }

        if (ffmpeg.WaitForExit(Patience) && !ffmpeg.Succeeded)
        {
            throw new ShieldException(SlateReason.SourceLost, $"{Name} cannot be decoded (ffmpeg said: {VideoText.Plain(ffmpeg.LastLine)}): use --no-sound, or convert the clip first.");
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

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
        _ffmpeg?.Dispose();
        _ffmpeg = null;
    }
}
