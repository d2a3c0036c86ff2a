using StreamShield.Core.Pipeline;

namespace StreamShield.App.Measuring;

/// <summary>Collects the durations of each stage and of whole frames. Allocates nothing per frame within its capacity.</summary>
internal sealed class StageTimes
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, Series> _extra = new(StringComparer.Ordinal);
    private readonly Series[] _stages;
    private readonly Series _whole;
    private readonly int _capacity;

    /// <summary>Creates an empty collection.</summary>
    /// <param name="time">The clock whose ticks are added.</param>
    /// <param name="capacity">Expected number of frames.</param>
    public StageTimes(TimeProvider time, int capacity)
    {
        _time = time;
        _capacity = capacity;
        _stages = [.. Stages.Select(_ => new Series(capacity))];
        _whole = new Series(capacity);
    }

    /// <summary>Adds the durations of one shielded frame.</summary>
    /// <param name="stageTicks">Clock ticks per <see cref="Stage"/>.</param>
    /// <param name="wholeTicks">Clock ticks of the whole frame.</param>
    public void Add(ReadOnlySpan<long> stageTicks, long wholeTicks)
    {
        for (var i = 0; i < _stages.Length; i++)
        {
            _stages[i].Add(Milliseconds(stageTicks[i]));
        }

        _whole.Add(Milliseconds(wholeTicks));
    }

    /// <summary>Adds a duration of something outside the shield, such as reading or writing.</summary>
    public void AddExtra(string name, long ticks)
    {
        if (!_extra.TryGetValue(name, out var series))
        {
            _extra[name] = series = new Series(_capacity);
        }

        series.Add(Milliseconds(ticks));
    }

    /// <summary>Statistics of all durations: the stages in order, "wholeFrame", then the extras.</summary>
    public IReadOnlyDictionary<string, Spread> Summary()
    {
        var summary = new Dictionary<string, Spread>();
        foreach (var stage in Stages)
        {
            summary[char.ToLowerInvariant(stage.ToString()[0]) + stage.ToString()[1..]] = _stages[(int)stage].Summary();
        }

        summary["wholeFrame"] = _whole.Summary();
        foreach (var (name, series) in _extra)
        {
            summary[name] = series.Summary();
        }

        return summary;
    }

    private float Milliseconds(long ticks) => (float)(ticks * 1000.0 / _time.TimestampFrequency);

    private sealed class Series(int capacity)
    {
        private float[] _times = new float[Math.Max(1, capacity)];
        private int _count;

        public void Add(float milliseconds)
        {
            if (_count == _times.Length)
            {
                Array.Resize(ref _times, _count * 2);
            }

            _times[_count++] = milliseconds;
        }

        public Spread Summary() => Spread.Of(_times.AsSpan(0, _count));
    }
}
