using System.Text.Json;
using StreamShield.App.Hosting;
using StreamShield.App.Measuring;
using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Onnx;

namespace StreamShield.App.Offline;

/// <summary>
/// Shields a clip frame by frame on the caller's thread: frame k of the output is frame k of the input. A frame that a stage refuses becomes the slate.
/// Files appear under their names only after the last frame.
/// </summary>
internal sealed class ClipProcessor(ProcessOptions options, Terminal terminal)
{
    private const double AssumedRate = 30;

    private readonly HiddenTally _hidden = new();
    private readonly TimeProvider _time = terminal.Time;

    /// <summary>Does it all.</summary>
    /// <param name="progress">Takes frames done and frames promised (0 when unknown).</param>
    /// <param name="stop">Ends it; nothing is left behind.</param>
    /// <exception cref="ShieldException">The input, the model or an output cannot be used, or no frame could be shielded.</exception>
    /// <exception cref="UserException">Files that clash, or a report that cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public ProcessReport Run(Action<long, long> progress, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        FileChecks.Distinct(options.Input, ("output", options.Output), ("matte", options.Matte), ("report", options.Report));
        if (options.Report is not null)
        {
            FileChecks.Writable("report", options.Report);
        }

        using var source = new ClipSource(options.Input, loop: false, paced: false, _time);
        var format = source.Open();
        var size = new FrameSize(format.Width, format.Height);
        var rate = format.FramesPerSecond > 0 ? format.FramesPerSecond : AssumedRate;
        var segmenter = ModelStore.ForThisUser().Open(options.Model, options.Threads);
        using var plate = options.Plate.Load(size, terminal);
        using var shield = new FrameShield(size, segmenter, options.Settings with { Plate = plate }, _time);
        using var pool = new FramePool(size, 1);
        using var picture = new ShieldedFrame(size);
        using var sound = OpenSound(rate);
        using var output = new FileSink(sound?.Pictures ?? options.Output, size, rate, matrix: ClipColours.MatrixOf(options.Input));
        using var matte = options.Matte is null ? null : new VideoFileWriter(options.Matte, VideoPixels.Gray, size, rate);
        var slate = new Slate(size);
        var times = new StageTimes(_time, (int)Math.Clamp(format.FrameCount, 16, 1 << 20));
        long frames = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            using var frame = pool.Rent();
            var start = _time.GetTimestamp();
            if (!source.Read(frame))
            {
                break;
            }

            var read = _time.GetTimestamp();
            // The clip's own time, so that the room is learnt as it would be live.
            frame.Stamp(++frames, (long)(frames / rate * _time.TimestampFrequency));
            ShieldOne(shield, frame, picture, slate, times, read);
            var shielded = _time.GetTimestamp();
            output.Write(picture);
            sound?.Add(!picture.IsSlate);
            matte?.Write(shield.Matte.Alpha);
            times.AddExtra("reading", read - start);
            times.AddExtra("writing", _time.GetTimestamp() - shielded);
            progress(frames, format.FrameCount);
        }

        RefuseAllHidden(frames);
        var report = Report(size, rate, format, frames, segmenter.Manifest, times, began) with { Sound = sound is not null };
        Finish(output, sound, matte, report);
        return report;
    }

    /// <summary>The clip's sound; null when it has none or none is wanted.</summary>
    private ClipSound? OpenSound(double rate)
    {
        if (options.Sound is null)
        {
            return null;
        }

        var (hasSound, canTell) = ClipSoundSource.Look(options.Input);
        if (!canTell)
        {
            terminal.Fail("The ffmpeg and ffprobe commands are needed for sound and are not installed: the output has none.");
        }

        return hasSound ? new ClipSound(options.Input, options.Output, rate, options.Sound) : null;
    }

    private void ShieldOne(FrameShield shield, Frame frame, ShieldedFrame picture, Slate slate, StageTimes times, long start)
    {
        try
        {
            shield.Shield(frame, picture);
            times.Add(shield.StageTicks, _time.GetTimestamp() - start);
        }
        catch (Exception e)
        {
            // Nothing of this frame may show: neither the picture that a stage left half-done nor its matte.
            var reason = (e as ShieldException)?.Reason ?? SlateReason.StageFailed;
            slate.Draw(reason, picture);
            shield.Matte.Clear();
            _hidden.Add(frame.Id, reason, Sentence.For(e));
        }
    }

    private void RefuseAllHidden(long frames)
    {
        if (frames > 0 && _hidden.Count == frames)
        {
            throw new UserException($"Not one of {frames} frames could be shielded, so nothing was written. The first reason: {_hidden.Groups[0].Detail}");
        }
    }

    private ProcessReport Report(
        FrameSize size, double rate, SourceFormat format, long frames, ModelManifest model, StageTimes times, long began) => new()
        {
            Input = Path.GetFileName(options.Input),
            Output = Path.GetFileName(options.Output),
            Width = size.Width,
            Height = size.Height,
            FramesPerSecond = rate,
            Frames = frames,
            FramesPromised = format.FrameCount,
            SlateFrames = _hidden.Count,
            Slates = _hidden.Groups,
            Model = model.Name,
            ModelSha256 = model.Sha256,
            Room = options.Room,
            Effect = options.Settings.Effect,
            Strength = options.Settings.Strength,
            Threads = options.Threads,
            Seconds = Math.Round(_time.GetElapsedTime(began).TotalSeconds, 3),
            Stages = times.Summary(),
        };

    private void Finish(FileSink output, ClipSound? sound, VideoFileWriter? matte, ProcessReport report)
    {
        if (options.Report is null)
        {
            matte?.Complete();
            output.Complete();
            sound?.Join(options.Output);
            return;
        }

        // The output comes last: where it stands, everything else stands too.
        var partial = $"{options.Report}.{Path.GetRandomFileName()}.partial";
        try
        {
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(report, AppJson.Default.ProcessReport));
            matte?.Complete();
            output.Complete();
            sound?.Join(options.Output);
            File.Move(partial, options.Report, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
