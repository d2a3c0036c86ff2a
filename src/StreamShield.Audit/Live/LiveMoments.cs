using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;

namespace StreamShield.Audit.Live;

/// <summary>
/// Hands moments from the shield thread to the measuring thread: one waits, the newest wins. The first one brings the settings in force and a copy of the captured plate. Owns the
/// waiting moment; the shield thread waits for nobody longer than a swap takes.
/// </summary>
internal sealed class LiveMoments : IDisposable
{
    private readonly FrameSize _size;
    private readonly object _gate = new();
    private LiveMoment _waiting;
    private bool _isFilled;
    private bool _closed;
    private long _offered;

    /// <summary>For frames of one size.</summary>
    public LiveMoments(FrameSize size)
    {
        _size = size;
        _waiting = new LiveMoment(size);
    }

    /// <summary>Size of the frames.</summary>
    public FrameSize Size => _size;

    /// <summary>Moments offered so far.</summary>
    public long Offered => Volatile.Read(ref _offered);

    /// <summary>The settings of the first moment; null before.</summary>
    public ShieldSettings? Settings { get; private set; }

    /// <summary>A copy of the captured plate in force; null without one.</summary>
    public Plate? Plate { get; private set; }

    /// <summary>True when a later moment had other settings.</summary>
    public bool Changed { get; private set; }

    /// <summary>Why looking on failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Takes a copy of a frame, over one that still waits; on the shield thread.</summary>
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

            Changed |= shield.Settings != Settings;
            _waiting.Copy(raw, shield, output);
            _isFilled = true;
            _offered++;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Looking on failed: no more moments come.</summary>
    public void Fail(Exception reason)
    {
        lock (_gate)
        {
            Failure = reason;
            Close();
        }
    }

    /// <summary>Waits for the newest moment.</summary>
    /// <param name="free">A moment that the caller needs no more; it takes the next frame.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>The moment, which becomes the caller's; null at the end, when <paramref name="free"/> stays the caller's.</returns>
    public LiveMoment? Next(LiveMoment free, CancellationToken stop)
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

            (var next, _waiting, _isFilled) = (_waiting, free, false);
            return next;
        }
    }

    /// <summary>Takes no more; what waits can still be had.</summary>
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
