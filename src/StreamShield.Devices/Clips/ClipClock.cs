namespace StreamShield.Devices.Clips;

/// <summary>The time inside a recording: it stands still but for <see cref="MoveTo"/>, so that what learns over seconds learns over the clip's seconds, however fast it is worked on.</summary>
public sealed class ClipClock : TimeProvider
{
    private long _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now;

    /// <summary>Goes to a picture's time.</summary>
    public void MoveTo(TimeSpan time) => _now = time.Ticks;
}
