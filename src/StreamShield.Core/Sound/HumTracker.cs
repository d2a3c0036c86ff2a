namespace StreamShield.Core.Sound;

/// <summary>
/// Knows one grid's hum and takes it away: strength and phase of every harmonic to 1 kHz, and the one frequency that they all hang on, followed by Kalman filters (R. Kalman, 1960; for
/// phase and frequency the extended one). It learns where the voice is quiet near a harmonic and hardly where it is loud, so that the voice stays. Allocates nothing per block; used
/// by one thread.
/// </summary>
internal sealed class HumTracker
{
    private const double FirstVariance = 1e-3;
    private const double FirstDeviation = 0.2;
    private const double FoundDeviation = 0.05;
    private const double MaxDeviation = 0.5;
    private const int Searched = 8;
    private const double MaxTurn = 0.05;
    private const double MaxStep = 0.02;

    /// <summary>Hz that a grid wanders in a second; squared per second it is the random walk's variance. Several times what grids do.</summary>
    private const double Wander = 0.02;

    /// <summary>So much of the hum's power may change in a second, and so much always.</summary>
    private const double Change = 0.01;
    private const double MinChange = 1e-7;
    private const double Tiny = 1e-14;

    /// <summary>A voice is noticed at once and forgotten fast, seconds.</summary>
    private const double Rising = 0.011;
    private const double Falling = 0.01;

    /// <summary>What stays in step with a harmonic for so many seconds and makes up so much of all that is left there is hum that has changed.</summary>
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

    /// <summary>A tracker that has heard nothing.</summary>
    /// <param name="nominal">The grid's frequency, in Hz.</param>
    public HumTracker(double nominal)
    {
        _nominal = nominal;
        _harmonics = new Harmonic[(int)(HumGrid.Highest / nominal)];
        _weights = Enumerable.Range(1, _harmonics.Length).Sum(n => 1.0 / n);
        _cosines = new double[_harmonics.Length * LowBand.Block];
        _sines = new double[_harmonics.Length * LowBand.Block];
        Clear();
    }

    /// <summary>True when the last block had hum that was not known: for a while more of it will be left than usual.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Twice the power of the hum as known.</summary>
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

    /// <summary>Takes what is expected of the hum out of a block.</summary>
    /// <param name="block"><see cref="LowBand.Block"/> slow samples, changed in place.</param>
    public void Take(Span<double> block)
    {
        var place = 0;
        for (var i = 0; i < LowBand.Block; i++)
        {
            var (sine, cosine) = Math.SinCos(_phase + (2 * Math.PI * _hertz * i / LowBand.Rate));
            var (c, s, sum) = (1.0, 0.0, 0.0);
            foreach (ref readonly var harmonic in _harmonics.AsSpan())
            {
                // Powers of one turning number are its harmonics.
                (c, s) = ((c * cosine) - (s * sine), (c * sine) + (s * cosine));
                (_cosines[place], _sines[place++]) = (c, s);
                sum += (harmonic.Real * c) - (harmonic.Imaginary * s);
            }

            block[i] -= sum;
        }
    }

    /// <summary>Learns from what was left of the block of the last <see cref="Take"/>.</summary>
    /// <param name="left"><see cref="LowBand.Block"/> slow samples without the hum of all grids.</param>
    /// <param name="hum">
    /// <see cref="Power"/> of all grids together. Every tracker learns as fast as that asks for, the one without hum too: how much of the voice a tracker takes along
    /// for a moment must not tell which grid hums.
    /// </param>
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

    /// <summary>Forgets all that was heard.</summary>
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

    /// <summary>Goes over to hum that was found elsewhere and learns it anew.</summary>
    private void Search()
    {
        if (_search.Look(_harmonics, Tiny, _ahead) is not { } apart || Math.Abs(_nominal + apart - _hertz) <= HumSearch.Step)
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

    /// <summary>One step of the filter for phase and frequency.</summary>
    /// <param name="turn">All harmonics' phase errors in radians of the fundamental, each with its weight.</param>
    /// <param name="weight">The weights' sum: two over the variance of their mean.</param>
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
