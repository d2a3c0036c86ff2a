namespace StreamShield.Devices.Sources;

/// <summary>Paces a source by its pictures' timestamps, measured from the first picture, so that small delays do not add up.</summary>
internal sealed class Pacer : IDisposable
{
    /// <summary>If later than this (suspended machine, debugger), the clock restarts instead of dropping pictures.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ITimer _timer;
    private long? _start;

    /// <summary>Creates a pacer whose clock starts with the first picture.</summary>
    /// <param name="time">The clock to use.</param>
    public Pacer(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((AutoResetEvent)state!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until a picture is due.</summary>
    /// <param name="due">The picture's timestamp; the first picture is due at once, whatever its timestamp.</param>
    /// <returns>How late the picture is; zero if it was waited for.</returns>
    public TimeSpan WaitUntil(TimeSpan due)
    {
        var late = Lateness(due);
        if (late > GiveUp)
        {
            _start = null;
            return Lateness(due);
        }

        if (late >= TimeSpan.Zero)
        {
            return late;
        }

        while (late < TimeSpan.Zero)
        {
            // Whole milliseconds, rounded up: timers truncate, and waking early would spin.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(-late.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            _wake.WaitOne(TimeSpan.FromSeconds(1));
            late = Lateness(due);
        }

        return TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _wake.Dispose();
    }

    private TimeSpan Lateness(TimeSpan due)
    {
        var now = _time.GetTimestamp();
        _start ??= now - (long)(due.TotalSeconds * _time.TimestampFrequency);
        return _time.GetElapsedTime(_start.Value, now) - due;
    }
}
