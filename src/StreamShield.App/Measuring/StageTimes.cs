using StreamShield.Core.Pipeline;

namespace StreamShield.App.Measuring;

/// <summary>Collects how long each stage and each whole frame took. Allocates nothing per frame while within its capacity.</summary>
internal sealed class StageTimes
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, Series> _extra = new(StringComparer.Ordinal);
    private readonly Series[] _stages;
    private readonly Series _whole;
    private readonly int _capacity;

    /// <summary>Nothing collected yet.</summary>
    /// <param name="time">The clock whose ticks come in.</param>
    /// <param name="capacity">Expected number of frames.</param>
    public StageTimes(TimeProvider time, int capacity)
    {
        _time = time;
        _capacity = capacity;
        _stages = [.. Stages.Select(_ => new Series(capacity))];
        _whole = new Series(capacity);
    }

    /// <summary>Takes the times of one frame that went through the shield.</summary>
    /// <param name="stageTicks">One entry per <see cref="Stage"/>.</param>
    /// <param name="wholeTicks">The whole frame.</param>
    public void Add(ReadOnlySpan<long> stageTicks, long wholeTicks)
    {
        for (var i = 0; i < _stages.Length; i++)
        {
            _stages[i].Add(Milliseconds(stageTicks[i]));
        }

        _whole.Add(Milliseconds(wholeTicks));
    }

    /// <summary>Takes a time of something around the shield, such as reading or writing.</summary>
    public void AddExtra(string name, long ticks)
    {
        if (!_extra.TryGetValue(name, out var series))
        {
            _extra[name] = series = new Series(_capacity);
        }

        series.Add(Milliseconds(ticks));
    }

    /// <summary>Everything collected: the stages in order, "wholeFrame", then the extras.</summary>
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
