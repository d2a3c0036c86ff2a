using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Plates;
using StreamShield.Core.Profiles;
using StreamShield.Devices;
using StreamShield.Onnx;

namespace StreamShield.App.Live;

/// <summary>Captures a plate from a profile's camera and stores it. Shows and writes no picture.</summary>
/// <param name="room">The stored profile, with the command line's options applied.</param>
/// <param name="countdown">Time for the user to step out of the picture.</param>
/// <param name="terminal">Where to write.</param>
internal sealed class PlateCaptureRun(Profile room, TimeSpan countdown, Terminal terminal)
{
    private string _said = "";

    /// <summary>Runs until the capture is done or refused.</summary>
    /// <param name="stop">Cancels it; nothing is stored then.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ShieldException">The camera or the model failed, or the plate could not be stored.</exception>
    public int Run(CancellationToken stop) => LongWork.Run(room.Camera is null ? "The camera" : SourceCatalog.Plain(room.Camera), now => Capture(now, stop), stop);

    private int Capture(LongWork now, CancellationToken stop)
    {
        NativeLibraries.Check();
        using var segmenter = ModelStore.ForThisUser().Open(room.Model, threads: 1);
        using var source = LiveSource.Choose(room.Camera, new SourceOptions(room.Size, room.FramesPerSecond) { Time = terminal.Time, Orientation = room.Orientation }, Say);
        using var pool = new FramePool(room.Size, 1);
        var (width, height) = segmenter.MatteSize(room.Size);
        using var coarse = new Matte(width, height);
        using var capture = new PlateCapture(room.Size, terminal.Time, countdown);
        if (source.Label is not null)
        {
            throw new UserException("There is no webcam, so the demo would be captured, and that is nobody's room: connect a camera, or name one with --source.");
        }

        source.Open();
        capture.Start();
        for (long id = 1; capture.State is PlateCaptureState.Waiting or PlateCaptureState.Capturing; id++)
        {
            stop.ThrowIfCancellationRequested();
            now.GotOn();
            using var frame = pool.Rent();
            if (!source.Read(frame))
            {
                throw new UserException($"The {source.Name} ended before the room was captured: use a camera, or a longer clip of the empty room.");
            }

            frame.Stamp(id, terminal.Time.GetTimestamp());
            segmenter.Segment(frame, coarse);
            capture.Step(frame, coarse);
            Say(capture.Sentence);
        }

        if (capture.State != PlateCaptureState.Done)
        {
            terminal.Fail($"{capture.Sentence} Nothing was stored.");
            return ExitCode.Failure;
        }

        capture.Plate.Orientation = room.Orientation;
        terminal.Rooms.KeepPlate(room.Name, capture.Plate);
        terminal.Output.WriteLine($"Stored, encrypted, with the room '{room.Name}': 'streamshield run --profile \"{room.Name}\"' uses it from now on.");
        return ExitCode.Success;
    }

    private void Say(string sentence)
    {
        if (sentence != _said)
        {
            _said = sentence;
            terminal.Output.WriteLine(sentence);
            terminal.Output.Flush();
        }
    }
}
