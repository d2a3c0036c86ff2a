namespace StreamShield.App.Http;

/// <summary>Limits the rate of requests, allowing short bursts (token bucket). Thread-safe.</summary>
/// <param name="perSecond">Sustained rate.</param>
/// <param name="atOnce">Maximum burst.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(double perSecond, double atOnce, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _taken;
    private long _last;

    /// <summary>Counts a request. False if it exceeds the limit.</summary>
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
