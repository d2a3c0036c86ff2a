using System.Text.Json;
using StreamShield.App.Hosting;
using StreamShield.App.Measuring;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;
using StreamShield.Onnx;

namespace StreamShield.App.Offline;

/// <summary>
/// Shields a clip frame by frame on the caller's thread: frame k of the output is frame k of the input, with its timestamp. A frame on which a stage fails
/// becomes the slate. Files get their names only after the last frame.
/// </summary>
internal sealed class ClipProcessor(ProcessOptions options, Terminal terminal)
{
    private readonly HiddenTally _hidden = new();
    private readonly TimeProvider _time = terminal.Time;

    /// <summary>Processes the clip.</summary>
    /// <param name="progress">Called with the number of finished frames and the announced total (0 if unknown).</param>
    /// <param name="now">Informed of every frame.</param>
    /// <param name="stop">Cancels the work; no files are left behind.</param>
    /// <exception cref="ShieldException">The input, the model or an output cannot be used, or no frame could be shielded.</exception>
    /// <exception cref="UserException">Files clash, or the report cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ProcessReport Run(Action<long, long> progress, LongWork now, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        FileChecks.Distinct(options.Input, ("output", options.Output), ("matte", options.Matte), ("report", options.Report));
        FileChecks.Writable("output", options.Output);
        if (options.Report is not null)
        {
            FileChecks.Writable("report", options.Report);
        }

        var clip = new ClipSource(options.Input, loop: false, paced: false, _time);
        using var source = TurnedSource.Over(clip, options.Plate.Room.Orientation);
        var format = source.Open();
        foreach (var note in clip.Info.Notes)
        {
            terminal.Output.WriteLine(note);
        }

        var size = new FrameSize(format.Width, format.Height);
        var rate = format.FramesPerSecond > 0 ? format.FramesPerSecond : ClipSource.AssumedRate;
        var segmenter = ModelStore.ForThisUser().Open(options.Model, options.Threads);
        using var plate = options.Plate.Load(size, terminal).Plate;
        using var shield = new FrameShield(size, segmenter, options.Settings with { Plate = plate }, _time);
        using var pool = new FramePool(size, 1);
        using var picture = new ShieldedFrame(size);
        using var sound = OpenSound(clip.Start);
        using var output = new FileSink(sound?.Pictures ?? options.Output, size, rate, matrix: clip.Info.Matrix, timeBase: clip.Info.TimeBase);
        using var matte = options.Matte is null ? null : new VideoFileWriter(options.Matte, VideoPixels.Gray, size, rate, timeBase: clip.Info.TimeBase);
        var slate = new Slate(size);
        var times = new StageTimes(_time, (int)Math.Clamp(format.FrameCount, 16, 1 << 20));
        long frames = 0;
        var (at, period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1 / rate));
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
            period = frames > 0 ? clip.Time - at : period;
            at = clip.Time;
            // Use the clip's own clock, so that the room is learnt as it would be live. It starts above zero, as real clocks do.
            frame.Stamp(++frames, (long)((at + TimeSpan.FromSeconds(1)).TotalSeconds * _time.TimestampFrequency));
            ShieldOne(shield, frame, picture, slate, times, read);
            var shielded = _time.GetTimestamp();
            output.Write(picture, at);
            sound?.Add(picture.IsSlate ? Audibility.Hidden : PresenceWitness.Sees(shield.Matte.Alpha) ? Audibility.Live : Audibility.Away, at);
            matte?.Write(shield.Matte.Alpha, at);
            times.AddExtra("reading", read - start);
            times.AddExtra("writing", _time.GetTimestamp() - shielded);
            progress(frames, format.FrameCount);
            now.GotOn();
        }

        now.Finish();
        _hidden.RefuseAll(frames, "nothing was written");
        var report = Report(size, rate, clip.Info, frames, segmenter.Manifest, times, began) with { Sound = sound is not null };
        Finish(output, sound, at + period, matte, report, stop);
        if (sound is not null)
        {
            PrintNotes(sound);
        }

        return report;
    }

    /// <summary>Opens the clip's sound; null if it has none or none is wanted.</summary>
    private ClipSound? OpenSound(TimeSpan start)
    {
        if (options.Sound is null)
        {
            return null;
        }

        var (hasSound, canTell) = ClipSoundSource.Probe(options.Input);
        if (!canTell)
        {
            terminal.Fail("The ffmpeg and ffprobe commands are needed for sound and are not installed: the output has none.");
        }

        return hasSound ? new ClipSound(options.Input, start, options.Output, options.Sound) : null;
    }

    private void PrintNotes(ClipSound sound)
    {
        if (sound.Fault.Length > 0)
        {
            terminal.Output.WriteLine($"The clip's sound: {sound.Fault}.");
        }

        if (sound.Silence > TimeSpan.Zero)
        {
            terminal.Output.WriteLine($"The sound is silent for {sound.Silence.TotalSeconds:0.0} s: the picture was hidden, or nobody was in it (--sound-away keeps that).");
        }
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
            // Nothing of this frame may be visible: neither the picture that a stage left half-finished nor its matte.
            var reason = (e as ShieldException)?.Reason ?? SlateReason.StageFailed;
            slate.Draw(reason, picture);
            shield.Matte.Clear();
            _hidden.Add(frame.Id, reason, Sentence.For(e));
        }
    }

    private ProcessReport Report(
        FrameSize size, double rate, ClipInfo clip, long frames, ModelManifest model, StageTimes times, long began) => new()
        {
            Input = Path.GetFileName(options.Input),
            Output = Path.GetFileName(options.Output),
            Width = size.Width,
            Height = size.Height,
            FramesPerSecond = rate,
            Frames = frames,
            FramesPromised = clip.IsCounted ? clip.FrameCount : 0,
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

    private void Finish(FileSink output, ClipSound? sound, TimeSpan end, VideoFileWriter? matte, ProcessReport report, CancellationToken stop)
    {
        if (options.Report is null)
        {
            matte?.Complete();
            output.Complete();
            sound?.Join(options.Output, end, stop);
            return;
        }

        // The output comes last: if it exists, everything else does.
        var partial = PartialFile.Beside(options.Report, "");
        try
        {
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(report, ProcessJson.Default.ProcessReport));
            matte?.Complete();
            output.Complete();
            sound?.Join(options.Output, end, stop);
            File.Move(partial, options.Report, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
