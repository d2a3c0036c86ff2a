namespace StreamShield.Tests.Devices;

/// <summary>A clock whose timers jump it to their due time at once: waiting costs nothing and is seen in <see cref="Waited"/>.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _now;

    /// <summary>Time spent waiting for timers.</summary>
    public TimeSpan Waited { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    /// <summary>Time that passes otherwise.</summary>
    public void Pass(TimeSpan time) => _now += time.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Jump(this, callback, state);

    private sealed class Jump(JumpingTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.Waited += dueTime;
                time.Pass(dueTime);
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
