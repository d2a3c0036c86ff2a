namespace StreamShield.Core.Frames;

/// <summary>Hands frames from the capture thread to the shield thread. Holds at most one; a newer frame replaces it, and the replaced frames are
/// counted. Thread-safe for one writer and one reader.</summary>
public sealed class LatestFrame : IDisposable
{
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private Frame? _waiting;
    private long _dropped;

    /// <summary>Number of frames replaced by a newer one before they were taken.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Hands over a filled frame. A frame still waiting is returned to its pool.</summary>
    public void Publish(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var replaced = Interlocked.Exchange(ref _waiting, frame);
        if (replaced is null)
        {
            _arrived.Release();
        }
        else
        {
            Interlocked.Increment(ref _dropped);
            replaced.Dispose();
        }
    }

    /// <summary>Takes the newest frame. The caller owns it.</summary>
    /// <param name="patience">Longest time to wait for a frame.</param>
    /// <returns>The frame, or null when none came in time.</returns>
    public Frame? Take(TimeSpan patience) => _arrived.Wait(patience) ? Interlocked.Exchange(ref _waiting, null) : null;

    /// <summary>Returns a waiting frame to its pool.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _waiting, null)?.Dispose();
        _arrived.Dispose();
    }
}
