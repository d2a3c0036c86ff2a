using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Plates;

/// <summary>Captures the empty room automatically when nobody has been in a still picture for two seconds: before the streamer sits down, or during a
/// break. Applies the same checks as a requested capture. Runs step by step with the frames on one thread; holds samples only while nobody is
/// there.</summary>
internal sealed class SelfCapture : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <summary>Shortest time between two captures.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly PlateCapture _capture;
    private long? _lastDone;

    /// <summary>Creates a capture for frames of one size.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="time">The clock that stamps the frames.</param>
    public SelfCapture(FrameSize size, TimeProvider time)
    {
        _time = time;
        _capture = new PlateCapture(size, time, TimeSpan.Zero, Duration);
    }

    /// <summary>The latest capture; unknown where something moved or looked like a person.</summary>
    public Plate Plate => _capture.Plate;

    /// <summary>Allows the next capture at once.</summary>
    public void Restart()
    {
        _capture.Stop();
        _lastDone = null;
    }

    /// <summary>Takes one frame.</summary>
    /// <param name="frame">A stamped frame. Read during the call only.</param>
    /// <param name="everybody">The model's unchanged matte of everybody in the frame.</param>
    /// <returns>True when <see cref="Plate"/> has just been captured again.</returns>
    public bool Step(Frame frame, Matte everybody)
    {
        var isRunning = _capture.State is PlateCaptureState.Waiting or PlateCaptureState.Capturing;
        if (PlateCapture.IsSomebodyIn(everybody))
        {
            if (isRunning)
            {
                _capture.Stop();
            }

            return false;
        }

        if (!isRunning)
        {
            if (_lastDone is { } done && _time.GetElapsedTime(done, frame.CapturedAt) < Renewal)
            {
                return false;
            }

            _capture.Start(frame.CapturedAt);
        }

        _capture.Step(frame, everybody);
        if (_capture.State != PlateCaptureState.Done)
        {
            return false;
        }

        _lastDone = frame.CapturedAt;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _capture.Dispose();
}
