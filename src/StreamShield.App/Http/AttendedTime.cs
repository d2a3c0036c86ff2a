namespace StreamShield.App.Http;

/// <summary>
/// Time as counted by whoever waits for clients. Of each pause between two looks only so much counts as the looks were planned to be apart: what a starved computer
/// added is nobody's silence.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="step">The planned pause between two looks; the longest that counts.</param>
internal sealed class AttendedTime(TimeProvider time, TimeSpan step)
{
    private long _last = time.GetTimestamp();

    /// <summary>Time counted so far.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Call at every look. Not thread-safe.</summary>
    public void Look()
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_last, now);
        Now += passed < step ? passed : step;
        _last = now;
    }
}
