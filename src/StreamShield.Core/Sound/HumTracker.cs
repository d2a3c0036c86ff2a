namespace StreamShield.Core.Sound;

/// <summary>Tracks the hum of one grid and subtracts it: the amplitude and phase of every harmonic up to 1 kHz, and their common frequency, with
/// Kalman filters (R. Kalman, 1960; an extended one for phase and frequency). It learns where the voice is quiet near a harmonic and hardly where it
/// is loud, so that the voice is kept. Does not allocate per block. Not thread-safe.</summary>
internal sealed class HumTracker
{
    private const double FirstVariance = 1e-3;
    private const double FirstDeviation = 0.2;
    private const double FoundDeviation = 0.05;
    private const double MaxDeviation = 0.5;
    private const int Searched = 8;
    private const double MaxTurn = 0.05;
    private const double MaxStep = 0.02;

    /// <summary>Drift of a grid in Hz per second; its square is the variance of the random walk per second. Several times the real drift.</summary>
    private const double Wander = 0.02;

    /// <summary>Share of the hum's power that may change per second, and the smallest change.</summary>
    private const double Change = 0.01;
    private const double MinChange = 1e-7;
    private const double Tiny = 1e-14;

    /// <summary>Time constants in seconds: a voice is noticed at once and forgotten quickly.</summary>
    private const double Rising = 0.011;
    private const double Falling = 0.01;

    /// <summary>A residual that stays in phase with a harmonic for this many seconds, with this share of the power, is hum that has
    /// changed.</summary>
    private const double Steady = 0.5;
    private const double SteadyShare = 0.5;

    private static readonly double RisingShare = 1 - Math.Exp(-SoundFormat.BlockSeconds / Rising);
    private static readonly double FallingShare = 1 - Math.Exp(-SoundFormat.BlockSeconds / Falling);
    private static readonly double SteadyStep = 1 - Math.Exp(-SoundFormat.BlockSeconds / Steady);

    private readonly double _nominal;
    private readonly Harmonic[] _harmonics;
    private readonly HumSearch _search = new(Searched);
    private readonly double _weights;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private double _hertz;
    private double _phase;
    private double _ahead;
    private double _phaseVariance;
    private double _covariance;
    private double _hertzVariance;

    /// <summary>Creates a tracker with cleared state.</summary>
    /// <param name="nominal">The grid's nominal frequency, in Hz.</param>
    public HumTracker(double nominal)
    {
        _nominal = nominal;
        _harmonics = new Harmonic[(int)(HumGrid.Highest / nominal)];
        _weights = Enumerable.Range(1, _harmonics.Length).Sum(n => 1.0 / n);
        _cosines = new double[_harmonics.Length * LowBand.Block];
        _sines = new double[_harmonics.Length * LowBand.Block];
        Clear();
    }

    /// <summary>True when the last block contained unknown hum. For a while more of it remains than normally.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Twice the power of the estimated hum.</summary>
    public double Power
    {
        get
        {
            var sum = 0.0;
            foreach (ref readonly var harmonic in _harmonics.AsSpan())
            {
                sum += harmonic.Size;
            }

            return sum;
        }
    }

    /// <summary>Subtracts the predicted hum from a block.</summary>
    /// <param name="block"><see cref="LowBand.Block"/> samples at the low rate, changed in place.</param>
    public void Take(Span<double> block)
    {
        var place = 0;
        for (var i = 0; i < LowBand.Block; i++)
        {
            var (sine, cosine) = Math.SinCos(_phase + (2 * Math.PI * _hertz * i / LowBand.Rate));
            var (c, s, sum) = (1.0, 0.0, 0.0);
            foreach (ref readonly var harmonic in _harmonics.AsSpan())
            {
                // The powers of one rotating number are its harmonics.
                (c, s) = ((c * cosine) - (s * sine), (c * sine) + (s * cosine));
                (_cosines[place], _sines[place++]) = (c, s);
                sum += (harmonic.Real * c) - (harmonic.Imaginary * s);
            }

            block[i] -= sum;
        }
    }

    /// <summary>Learns from the residual of the block passed to the last <see cref="Take"/>.</summary>
    /// <param name="left"><see cref="LowBand.Block"/> samples at the low rate, without the hum of all grids.</param>
    /// <param name="hum">Sum of <see cref="Power"/> over all grids. Every tracker learns at the same speed, including one without hum: how much of
    /// the voice a tracker takes along for a moment must not reveal which grid hums.</param>
    public void Learn(ReadOnlySpan<double> left, double hum)
    {
        Correlate(left);
        var (turn, weight) = (0.0, 0.0);
        for (var i = 0; i < _harmonics.Length; i++)
        {
            ref var harmonic = ref _harmonics[i];
            harmonic.Notice(RisingShare, FallingShare, SteadyStep);
            var (noise, n) = (harmonic.Around + Tiny, i + 1);
            turn += n * ((harmonic.Real * harmonic.SeenImaginary) - (harmonic.Imaginary * harmonic.SeenReal)) / noise;
            weight += n * n * harmonic.Size / noise;
        }

        HasChanged = false;
        Search();
        Turn(turn, weight);
        for (var i = 0; i < _harmonics.Length; i++)
        {
            ref var harmonic = ref _harmonics[i];
            var change = ((Change * hum / ((i + 1) * _weights)) + MinChange) * SoundFormat.BlockSeconds;
            HasChanged |= harmonic.Learn(change, Tiny, SteadyShare);
        }

        Go(2 * Math.PI * _hertz * SoundFormat.BlockSeconds);
        _ahead -= 2 * Math.PI * _nominal * SoundFormat.BlockSeconds;
    }

    /// <summary>Clears the state.</summary>
    public void Clear()
    {
        _harmonics.AsSpan().Fill(new Harmonic { Variance = FirstVariance, Around = FirstVariance });
        (_hertz, _phase, _ahead) = (_nominal, 0, 0);
        _search.Clear();
        (_phaseVariance, _covariance, _hertzVariance) = (0, 0, FirstDeviation * FirstDeviation);
    }

    private void Go(double angle)
    {
        _phase = Math.IEEERemainder(_phase + angle, 2 * Math.PI);
        _ahead = Math.IEEERemainder(_ahead + angle, 2 * Math.PI);
    }

    private void Correlate(ReadOnlySpan<double> left)
    {
        foreach (ref var harmonic in _harmonics.AsSpan())
        {
            (harmonic.SeenReal, harmonic.SeenImaginary) = (0, 0);
        }

        var place = 0;
        for (var i = 0; i < LowBand.Block; i++)
        {
            var value = left[i] * (2.0 / LowBand.Block);
            foreach (ref var harmonic in _harmonics.AsSpan())
            {
                harmonic.SeenReal += value * _cosines[place];
                harmonic.SeenImaginary -= value * _sines[place++];
            }
        }
    }

    /// <summary>Switches to hum found at another frequency and learns it from the start.</summary>
    private void Search()
    {
        if (_search.Update(_harmonics, Tiny, _ahead) is not { } apart || Math.Abs(_nominal + apart - _hertz) <= HumSearch.Step)
        {
            return;
        }

        HasChanged = true;
        _hertz = _nominal + apart;
        (_phaseVariance, _covariance, _hertzVariance) = (0, 0, FoundDeviation * FoundDeviation);
        foreach (ref var harmonic in _harmonics.AsSpan())
        {
            harmonic.Variance = Math.Max(harmonic.Variance, harmonic.Size + harmonic.Around);
        }

        _search.Clear();
    }

    /// <summary>One step of the Kalman filter for phase and frequency.</summary>
    /// <param name="turn">Weighted sum of the phase errors of all harmonics, in radians of the fundamental.</param>
    /// <param name="weight">Sum of the weights: two over the variance of the mean.</param>
    private void Turn(double turn, double weight)
    {
        const double Ahead = 2 * Math.PI * SoundFormat.BlockSeconds;
        _phaseVariance += (2 * Ahead * _covariance) + (Ahead * Ahead * _hertzVariance);
        _covariance += Ahead * _hertzVariance;
        _hertzVariance = Math.Min(_hertzVariance + (Wander * Wander * SoundFormat.BlockSeconds), FirstDeviation * FirstDeviation);
        if (weight < Tiny)
        {
            return;
        }

        var (error, all) = (turn / weight, _phaseVariance + (2 / weight));
        var (phaseGain, hertzGain) = (_phaseVariance / all, _covariance / all);
        Go(Math.Clamp(phaseGain * error, -MaxTurn, MaxTurn));
        _hertz = Math.Clamp(_hertz + Math.Clamp(hertzGain * error, -MaxStep, MaxStep), _nominal - MaxDeviation, _nominal + MaxDeviation);
        _hertzVariance -= hertzGain * _covariance;
        _covariance *= 1 - phaseGain;
        _phaseVariance *= 1 - phaseGain;
    }
}
