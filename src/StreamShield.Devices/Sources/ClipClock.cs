namespace StreamShield.Devices;

/// <summary>The time inside a recording: it stands still but for <see cref="Step"/>, so that what learns over seconds learns over the clip's seconds, however fast it is worked on.</summary>
/// <param name="framesPerSecond">The clip's rate, above 0.</param>
public sealed class ClipClock(double framesPerSecond) : TimeProvider
{
    private readonly long _period = (long)(TimeSpan.TicksPerSecond / framesPerSecond);
    private long _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now;

    /// <summary>One picture on.</summary>
    public void Step() => _now += _period;
}
