using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Plates;

/// <summary>
/// Captures the empty room without being asked, whenever nobody is in the picture for two seconds and it stands still: before the streamer sits down, when she fetches a drink.
/// Held to the same checks as a capture that was asked for. Stepped frame by frame on one thread; holds samples only while nobody is there.
/// </summary>
internal sealed class SelfCapture : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <summary>A room that was captured is not captured again before.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly PlateCapture _capture;
    private long? _lastDone;

    /// <summary>For frames of one size.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="time">The clock that stamps the frames.</param>
    public SelfCapture(FrameSize size, TimeProvider time)
    {
        _time = time;
        _capture = new PlateCapture(size, time, TimeSpan.Zero, Duration);
    }

    /// <summary>The room as captured last; unknown where something moved or looked like somebody.</summary>
    public Plate Plate => _capture.Plate;

    /// <summary>The next chance is taken at once.</summary>
    public void Restart()
    {
        _capture.Stop();
        _lastDone = null;
    }

    /// <summary>Takes one frame.</summary>
    /// <param name="frame">Stamped frame; stays the caller's.</param>
    /// <param name="everybody">The model's matte of everybody in it, as the model gave it.</param>
    /// <returns>True when <see cref="Plate"/> has just become a new picture of the room.</returns>
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
