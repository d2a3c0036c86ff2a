namespace StreamShield.App.Http;

/// <summary>So many requests per second in the long run, and so many at once. From any thread.</summary>
/// <param name="perSecond">In the long run.</param>
/// <param name="atOnce">After a rest.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(double perSecond, double atOnce, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _taken;
    private long _last;

    /// <summary>Takes one; false when there is none.</summary>
    public bool Take()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _taken = Math.Max(0, _taken - (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
            _last = now;
            if (_taken + 1 > atOnce)
            {
                return false;
            }

            _taken++;
            return true;
        }
    }
}
