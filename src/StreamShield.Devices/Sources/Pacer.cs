namespace StreamShield.Devices;

/// <summary>Holds a source to its rate. Due times are counted from the start, so small waits that end late never add up.</summary>
internal sealed class Pacer : IDisposable
{
    /// <summary>Later than this (a suspended machine, a debugger) the clock starts anew instead of skipping.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly AutoResetEvent _due = new(false);
    private readonly ITimer _timer;
    private readonly double _ticksPerPicture;
    private long _start;
    private long _next;

    /// <summary>A stopped clock; <see cref="Restart"/> starts it.</summary>
    /// <param name="time">Where time comes from.</param>
    /// <param name="framesPerSecond">Above 0.</param>
    public Pacer(TimeProvider time, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        _time = time;
        _ticksPerPicture = time.TimestampFrequency / framesPerSecond;
        _timer = time.CreateTimer(static state => ((AutoResetEvent)state!).Set(), _due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Restart();
    }

    /// <summary>The next picture is due now.</summary>
    public void Restart()
    {
        _start = _time.GetTimestamp();
        _next = 0;
    }

    /// <summary>Waits until the next picture is due.</summary>
    /// <returns>How many pictures to leave out because their time has passed.</returns>
    public int WaitForNext()
    {
        var due = _start + (long)(_next * _ticksPerPicture);
        var late = _time.GetTimestamp() - due;
        while (late < 0)
        {
            // Whole milliseconds rounded up: timers truncate, and waking early would spin.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(-late * 1000.0 / _time.TimestampFrequency));
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
            _due.WaitOne(TimeSpan.FromSeconds(1));
            late = _time.GetTimestamp() - due;
        }

        if (late > GiveUp.TotalSeconds * _time.TimestampFrequency)
        {
            Restart();
            _next = 1;
            return 0;
        }

        var skip = (int)(late / _ticksPerPicture);
        _next += skip + 1;
        return skip;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _due.Dispose();
    }
}
