namespace StreamShield.Core.Sound;

/// <summary>Removes the mains hum of both grids, and everything below the voice. The hum of each grid is tracked and subtracted (<see
/// cref="HumTracker"/>), which leaves the voice unchanged. Narrow fixed notches remove what remains at the nominal frequencies, and noise covers the
/// rest: scaled with the voice, never silent, and the same at the frequencies of both grids, whichever hums. While new or changed hum is not yet
/// known, wide and deep filters hold it back; they would harm the voice if used all the time. Does not allocate per block. Not thread-safe.</summary>
public sealed class HumScrub
{
    /// <summary>Delay of the output, in milliseconds.</summary>
    public const double DelayMs = LowBand.Delay * 1000.0 / SoundFormat.Rate;

    private const double Corner = 75;
    private const int CornerOrder = 4;
    private const double NotchWidth = 0.4;
    private const double NotchApart = 0.28;
    private const double FloorDb = -70;
    private const double CoverGain = 0.05;
    private const int CautiousBlocks = 250;
    private const double QuickStep = 1 / (0.02 * LowBand.Rate);
    private const double SlowStep = 1 / (0.5 * LowBand.Rate);
    private const double VoiceTilt = 400;
    private const double VoiceTop = 700;
    private const double Rise = 0.005;
    private const double Fall = 0.040;

    private static readonly double Tilt = Math.Exp(-2 * Math.PI * VoiceTilt / LowBand.Rate);

    private readonly LowBand _band = new();
    private readonly FilterBank _highPass = new(FilterSection.HighPass(Corner, CornerOrder, LowBand.Rate));
    private readonly HumTracker[] _trackers = [.. HumGrid.Fundamentals.Select(grid => new HumTracker(grid))];
    private readonly FilterBank _notches = new(HumGrid.Bands.SelectMany(band => Pair(band.Centre)));
    private readonly FilterBank _deep = BetweenBands();
    private readonly FilterBank _between = BetweenBands();
    private readonly Random _random;
    private readonly double[] _slow = new double[LowBand.Block];
    private readonly double[] _kept = new double[LowBand.Block];
    private readonly double[] _safe = new double[LowBand.Block];
    private readonly double[] _noise = new double[LowBand.Block];
    private readonly double[] _outside = new double[LowBand.Block];
    private readonly float[] _late = new float[LowBand.Delay + SoundFormat.Block];
    private readonly double _spread = Math.Sqrt(3 * (1 + Tilt) / (1 - Tilt));
    private readonly double _nearby = 1 - Math.Exp(-2 * Math.PI * VoiceTop / LowBand.Rate);
    private readonly double _rise = Step(Rise);
    private readonly double _fall = Step(Fall);
    private int _cautious;
    private double _caution = 1;
    private double _tilted;
    private double _power;
    private double _voice;

    /// <summary>Creates a scrub with cleared state.</summary>
    /// <param name="random">Source of the noise; null for an unpredictably seeded one.</param>
    public HumScrub(Random? random = null) => _random = random ?? new Random();

    /// <summary>Processes one block in place. The output is delayed by <see cref="DelayMs"/>.</summary>
    public void Run(Span<float> block)
    {
        _band.Down(block, _slow);
        _slow.CopyTo(_kept, 0);
        _highPass.Run(_kept);
        TakeHum();
        _notches.Run(_kept);
        FadeDeepFilters();
        MakeCover();
        var floor = SoundFormat.Amplitude(FloorDb);
        for (var i = 0; i < _slow.Length; i++)
        {
            // Loudness of the voice at the frequencies of the hum.
            _voice += _nearby * (_kept[i] - _voice);
            var power = _voice * _voice;
            _power += (power > _power ? _rise : _fall) * (power - _power);
            _slow[i] = _kept[i] - _slow[i] + ((floor + (CoverGain * Math.Sqrt(_power))) * _noise[i]);
        }

        block.CopyTo(_late.AsSpan(LowBand.Delay));
        _late.AsSpan(0, SoundFormat.Block).CopyTo(block);
        _late.AsSpan(SoundFormat.Block).CopyTo(_late);
        _band.AddUp(_slow, block);
    }

    /// <summary>Clears the state.</summary>
    public void Clear()
    {
        _band.Clear();
        _highPass.Clear();
        foreach (var tracker in _trackers)
        {
            tracker.Clear();
        }

        _notches.Clear();
        _deep.Clear();
        (_cautious, _caution) = (0, 1);
        _between.Clear();
        Array.Clear(_late);
        _tilted = 0;
        _power = 0;
        _voice = 0;
    }

    private void TakeHum()
    {
        var hum = 0.0;
        foreach (var tracker in _trackers)
        {
            hum += tracker.Power;
            tracker.Take(_kept);
        }

        foreach (var tracker in _trackers)
        {
            tracker.Learn(_kept, hum);
            _cautious = tracker.HasChanged ? CautiousBlocks : _cautious;
        }
    }

    /// <summary>Fades to the deep filters while they are needed, and back.</summary>
    private void FadeDeepFilters()
    {
        _kept.CopyTo(_safe, 0);
        _deep.Run(_safe);
        var step = _cautious > 0 ? QuickStep : -SlowStep;
        _cautious = Math.Max(_cautious - 1, 0);
        for (var i = 0; i < _kept.Length; i++)
        {
            _caution = Math.Clamp(_caution + step, 0, 1);
            _kept[i] += _caution * (_safe[i] - _kept[i]);
        }
    }

    /// <summary>Makes noise at the frequencies of both grids only.</summary>
    private void MakeCover()
    {
        foreach (ref var value in _noise.AsSpan())
        {
            value = Noise();
        }

        _noise.CopyTo(_outside, 0);
        _between.Run(_outside);
        for (var i = 0; i < _noise.Length; i++)
        {
            _noise[i] -= _outside[i];
        }
    }

    /// <summary>White noise of power 1 at the low rate, low-passed to the tilt of a voice.</summary>
    private double Noise()
    {
        var sum = _random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 2;
        // The sum of four uniform numbers has variance 1/3; the tilt leaves (1 - t) / (1 + t) of the power.
        _tilted = (Tilt * _tilted) + ((1 - Tilt) * sum * _spread);
        return _tilted;
    }

    /// <summary>Two notches close together, so that ordinary drift stays between them.</summary>
    private static IEnumerable<FilterSection> Pair(double centre) =>
        [FilterSection.Notch(centre - NotchApart, NotchWidth, LowBand.Rate), FilterSection.Notch(centre + NotchApart, NotchWidth, LowBand.Rate)];

    /// <summary>Passes the frequencies between the bands of the grids.</summary>
    private static FilterBank BetweenBands() => new(HumGrid.Bands.SelectMany(band => FilterSection.BandStop(band.Centre, band.HalfWidth, LowBand.Rate)));

    private static double Step(double seconds) => 1 - Math.Exp(-1 / (seconds * LowBand.Rate));
}
