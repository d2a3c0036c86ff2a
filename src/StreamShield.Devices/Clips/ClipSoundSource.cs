using System.Globalization;
using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>
/// The sound of a clip, decoded by <c>ffmpeg</c>. Of several tracks it takes the one flagged as default, otherwise the first; channels are folded to mono as
/// for a microphone. Not paced.
/// </summary>
/// <param name="path">Path of the clip.</param>
/// <param name="start">Where the sound begins, from the start of the file; null for the start of the video stream according to the file's header.</param>
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

    /// <summary>Description of a channel fault that was corrected; empty if there was none.</summary>
    public string Fault => _fold.Words.Trim(' ', '(', ')');

    /// <summary>Finds out whether a clip has sound.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <returns><c>CanTell</c> is false if ffmpeg or ffprobe is missing; <c>HasSound</c> is then false as well.</returns>
    public static (bool HasSound, bool CanTell) Probe(string path) =>
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
            // Keep the file's own clock, which the pictures use as well.
            "-v", "error", "-nostdin", "-copyts", .. FfmpegInput.Of(path), "-map", $"0:{track.Stream}",
            // Gaps become silence, so that every sample is at its own time.
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
