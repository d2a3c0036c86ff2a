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

    /// <summary>Shortest time from a refusal to the next start.</summary>
    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);

    /// <summary>A capture does not go on after a longer time without frames.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly PlateCapture _capture;
    private long? _lastDone;
    private long? _lastRefused;
    private long _lastFrame;

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
        Stop();
        (_lastDone, _lastRefused) = (null, null);
    }

    /// <summary>Ends a capture in progress and wipes its samples.</summary>
    public void Stop()
    {
        if (IsRunning)
        {
            _capture.Stop();
        }
    }

    /// <summary>Takes one frame.</summary>
    /// <param name="frame">A stamped frame. Read during the call only.</param>
    /// <param name="everybody">The model's unchanged matte of everybody in the frame.</param>
    /// <returns>True when <see cref="Plate"/> has just been captured again.</returns>
    public bool Step(Frame frame, Matte everybody)
    {
        var now = frame.CapturedAt;
        var hasGap = _time.GetElapsedTime(_lastFrame, now) > MaxGap;
        _lastFrame = now;
        if (hasGap)
        {
            Stop();
        }

        if (PlateCapture.IsSomebodyIn(everybody))
        {
            Stop();
            return false;
        }

        if (!IsRunning)
        {
            if (IsWithin(Renewal, _lastDone, now) || IsWithin(RetryWait, _lastRefused, now))
            {
                return false;
            }

            _capture.Start(now);
        }

        _capture.Step(frame, everybody);
        _lastRefused = _capture.State == PlateCaptureState.Refused ? now : _lastRefused;
        if (_capture.State != PlateCaptureState.Done)
        {
            return false;
        }

        _lastDone = now;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _capture.Dispose();

    private bool IsRunning => _capture.State is PlateCaptureState.Waiting or PlateCaptureState.Capturing;

    private bool IsWithin(TimeSpan wait, long? since, long now) => since is { } then && _time.GetElapsedTime(then, now) < wait;
}
