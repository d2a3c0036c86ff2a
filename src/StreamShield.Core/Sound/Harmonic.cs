namespace StreamShield.Core.Sound;

/// <summary>One harmonic of a <see cref="HumTracker"/>: a turning number, how sure it is, and what was last seen beside it.</summary>
internal struct Harmonic
{
    /// <summary>Strength and phase as known.</summary>
    public double Real, Imaginary;

    /// <summary>Strength and phase of what the last block had left.</summary>
    public double SeenReal, SeenImaginary;

    /// <summary>How far off the known one may be, squared.</summary>
    public double Variance;

    /// <summary>Power of what is left, as loud as it is at this moment: the voice.</summary>
    public double Around;

    /// <summary>Fainter hum drowns in what covers it: -100 dBFS.</summary>
    private const double Audible = 1e-10;

    private double _steadyReal, _steadyImaginary, _power;

    /// <summary>Squared strength.</summary>
    public readonly double Size => (Real * Real) + (Imaginary * Imaginary);

    /// <summary>Looks at what the last block had left.</summary>
    /// <param name="rising">Share of it that counts at once when it is louder.</param>
    /// <param name="falling">The same when it is fainter.</param>
    /// <param name="steady">Share of it in the long mean.</param>
    public void Notice(double rising, double falling, double steady)
    {
        var power = (SeenReal * SeenReal) + (SeenImaginary * SeenImaginary);
        Around += (power > Around ? rising : falling) * (power - Around);
        _steadyReal += steady * (SeenReal - _steadyReal);
        _steadyImaginary += steady * (SeenImaginary - _steadyImaginary);
        _power += steady * (power - _power);
    }

    /// <summary>One step of the filter for strength and phase.</summary>
    /// <param name="change">Variance that a block adds.</param>
    /// <param name="noise">Least power of what is left.</param>
    /// <param name="share">What is left counts as changed hum when so much of its power stays in step.</param>
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
