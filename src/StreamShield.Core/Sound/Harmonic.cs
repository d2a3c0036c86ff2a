namespace StreamShield.Core.Sound;

/// <summary>The state of one harmonic in a <see cref="HumTracker"/>: a complex amplitude, its variance, and what was last measured beside
/// it.</summary>
internal struct Harmonic
{
    /// <summary>The estimated complex amplitude.</summary>
    public double Real, Imaginary;

    /// <summary>The complex amplitude of the residual in the last block.</summary>
    public double SeenReal, SeenImaginary;

    /// <summary>Variance of the estimate.</summary>
    public double Variance;

    /// <summary>Current power of the residual: the voice.</summary>
    public double Around;

    /// <summary>Hum below this power (-100 dBFS) is masked.</summary>
    private const double Audible = 1e-10;

    private double _steadyReal, _steadyImaginary, _power;

    /// <summary>Squared magnitude of the estimate.</summary>
    public readonly double Size => (Real * Real) + (Imaginary * Imaginary);

    /// <summary>Updates the statistics of the residual.</summary>
    /// <param name="rising">Smoothing factor when the residual gets louder.</param>
    /// <param name="falling">Smoothing factor when it gets fainter.</param>
    /// <param name="steady">Smoothing factor of the long-term mean.</param>
    public void Notice(double rising, double falling, double steady)
    {
        var power = (SeenReal * SeenReal) + (SeenImaginary * SeenImaginary);
        Around += (power > Around ? rising : falling) * (power - Around);
        _steadyReal += steady * (SeenReal - _steadyReal);
        _steadyImaginary += steady * (SeenImaginary - _steadyImaginary);
        _power += steady * (power - _power);
    }

    /// <summary>One step of the Kalman filter for the amplitude.</summary>
    /// <param name="change">Variance added per block.</param>
    /// <param name="noise">Smallest power of the residual.</param>
    /// <param name="share">The residual counts as changed hum when this share of its power stays in phase.</param>
    /// <returns>True when the hum has changed.</returns>
    public bool Learn(double change, double noise, double share)
    {
        var steady = (_steadyReal * _steadyReal) + (_steadyImaginary * _steadyImaginary);
        Variance += change;
        var changed = steady > share * _power && steady > Audible;
        if (changed)
        {
            Variance = Math.Max(Variance, steady);
        }

        var gain = Variance / (Variance + Around + noise);
        Real += gain * SeenReal;
        Imaginary += gain * SeenImaginary;
        Variance *= 1 - gain;
        return changed;
    }
}
