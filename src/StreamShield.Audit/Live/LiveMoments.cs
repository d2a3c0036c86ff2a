using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;

namespace StreamShield.Audit.Live;

/// <summary>
/// Passes moments from the shield thread to the measuring thread: one is queued, the newest wins. The first one brings the active settings and a copy of the
/// captured plate. Owns the queued moment. The shield thread never waits longer than a swap takes.
/// </summary>
internal sealed class LiveMoments : IDisposable
{
    private readonly object _gate = new();
    private LiveMoment _waiting;
    private bool _isFilled;
    private bool _closed;
    private long _offered;
    private ShieldSettings? _last;

    /// <summary>Creates a queue for frames of one size.</summary>
    public LiveMoments(FrameSize size)
    {
        Size = size;
        _waiting = new LiveMoment(size);
    }

    /// <summary>Size of the frames.</summary>
    public FrameSize Size { get; }

    /// <summary>Number of moments offered so far.</summary>
    public long Offered => Volatile.Read(ref _offered);

    /// <summary>The settings of the first moment; null before it.</summary>
    public ShieldSettings? Settings { get; private set; }

    /// <summary>A copy of the captured plate; null if there is none.</summary>
    public Plate? Plate { get; private set; }

    /// <summary>True if a later moment had different settings. An empty room that was captured by itself meanwhile does not count: the streamer changed
    /// nothing.</summary>
    public bool Changed { get; private set; }

    /// <summary>Why watching failed; null if it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Copies a frame, replacing one that is still queued. Called on the shield thread.</summary>
    public void Offer(Frame raw, FrameShield shield, ShieldedFrame output)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (Settings is null)
            {
                Settings = shield.Settings;
                Plate = Copy(shield.Room.Captured);
            }

            if (shield.Settings != _last)
            {
                _last = shield.Settings;
                Changed |= IsChange(_last, Settings);
            }

            _waiting.Copy(raw, shield, output);
            _isFilled = true;
            _offered++;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Reports that watching failed. No more moments follow.</summary>
    public void Fail(Exception reason)
    {
        lock (_gate)
        {
            Failure = reason;
            Close();
        }
    }

    /// <summary>Waits for the newest moment.</summary>
    /// <param name="free">A moment that the caller no longer needs, to be reused for the next frame; null for a new one. Null when it was taken.</param>
    /// <param name="stop">Cancels the wait.</param>
    /// <returns>The moment, now owned by the caller; null at the end.</returns>
    public LiveMoment? Next(ref LiveMoment? free, CancellationToken stop)
    {
        using var wake = stop.Register(Close);
        lock (_gate)
        {
            while (!_isFilled && !_closed)
            {
                Monitor.Wait(_gate);
            }

            stop.ThrowIfCancellationRequested();
            if (!_isFilled)
            {
                return null;
            }

            (var next, _waiting, _isFilled, free) = (_waiting, free ?? new LiveMoment(Size), false, null);
            return next;
        }
    }

    /// <summary>Accepts no more moments. One that is queued can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
            _isFilled = false;
            _waiting.Dispose();
            Plate?.Dispose();
        }
    }

    private static bool IsChange(ShieldSettings now, ShieldSettings first) =>
        (first.Plate is null && now.Plate is { Origin: PlateOrigin.SelfCaptured } ? now with { Plate = null } : now) != first;

    private static Plate? Copy(Plate? plate)
    {
        if (plate is null)
        {
            return null;
        }

        var copy = new Plate(plate.Size);
        plate.CopyTo(copy);
        return copy;
    }
}
