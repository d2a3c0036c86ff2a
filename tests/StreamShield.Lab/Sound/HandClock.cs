namespace StreamShield.Lab.Sound;

/// <summary>A clock that is turned by hand, in ticks of 100 ns.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _now = TimeSpan.TicksPerHour;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public double Seconds
    {
        get => (double)(_now - TimeSpan.TicksPerHour) / TimeSpan.TicksPerSecond;
        set => _now = TimeSpan.TicksPerHour + (long)Math.Round(value * TimeSpan.TicksPerSecond);
    }

    public override long GetTimestamp() => _now;
}
