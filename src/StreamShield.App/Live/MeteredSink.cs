using StreamShield.Core.Frames;

namespace StreamShield.App.Live;

/// <summary>Wraps a sink to detect the first live picture and to measure the latency of pictures when they are written.</summary>
internal sealed class MeteredSink(ISink inner, TimeProvider time) : ISink
{
    private const double Smoothing = 0.1;

    private readonly TaskCompletionSource _firstLive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastFrame;
    private double _latencyMs;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <summary>Completes with the first picture that is not the slate.</summary>
    public Task FirstLive => _firstLive.Task;

    /// <summary>Smoothed time from capture to output in milliseconds; 0 before the first live picture.</summary>
    public double LatencyMs => Volatile.Read(ref _latencyMs);

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame)
    {
        inner.Write(frame);
        if (frame.IsSlate || frame.FrameId == _lastFrame)
        {
            return;
        }

        var latency = time.GetElapsedTime(frame.CapturedAt).TotalMilliseconds;
        Volatile.Write(ref _latencyMs, _lastFrame == 0 ? latency : _latencyMs + (Smoothing * (latency - _latencyMs)));
        _lastFrame = frame.FrameId;
        _firstLive.TrySetResult();
    }

    /// <inheritdoc/>
    public void Complete() => inner.Complete();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
