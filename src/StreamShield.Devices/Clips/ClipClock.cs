namespace StreamShield.Devices.Clips;

/// <summary>
/// A clock for recordings: it only advances through <see cref="MoveTo"/>. What adapts over seconds then adapts over the clip's seconds, however fast the clip
/// is processed.
/// </summary>
public sealed class ClipClock : TimeProvider
{
    private long _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now;

    /// <summary>Sets the clock to a picture's time.</summary>
    public void MoveTo(TimeSpan time) => _now = time.Ticks;
}
