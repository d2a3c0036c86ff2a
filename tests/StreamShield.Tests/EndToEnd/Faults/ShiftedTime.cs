namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>The system's clock, which jumps when it is told to: forward as seen by whoever measures, either way as seen by whoever asks for the date.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ahead;
    private long _dateAhead;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _ahead);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _dateAhead));

    /// <summary>As after a sleep: time was away.</summary>
    public void Jump(TimeSpan time) => Interlocked.Add(ref _ahead, (long)(time.TotalSeconds * TimestampFrequency));

    /// <summary>As when somebody sets the clock.</summary>
    public void SetDate(TimeSpan by) => Interlocked.Add(ref _dateAhead, by.Ticks);
}
