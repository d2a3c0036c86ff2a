namespace StreamShield.Core.Frames;

/// <summary>Hands frames from the capture thread to the shield thread: one waiting at most, the newest wins, the replaced ones are counted.</summary>
public sealed class LatestFrame : IDisposable
{
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private Frame? _waiting;
    private long _dropped;

    /// <summary>Frames replaced by a newer one before anybody took them.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Gives a filled frame away; a frame still waiting goes back to its pool.</summary>
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

    /// <summary>Takes the newest frame; the caller owns it.</summary>
    /// <param name="patience">How long to wait for one.</param>
    /// <returns>The frame, or null when none came in time.</returns>
    public Frame? Take(TimeSpan patience) => _arrived.Wait(patience) ? Interlocked.Exchange(ref _waiting, null) : null;

    /// <summary>Returns a waiting frame to its pool.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _waiting, null)?.Dispose();
        _arrived.Dispose();
    }
}
