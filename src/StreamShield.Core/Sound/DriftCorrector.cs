namespace StreamShield.Core.Sound;

/// <summary>
/// Makes the reading side as fast as the writing side when their clocks differ: a slow proportional-integral loop over how much sound waits. What the blocks' uneven
/// arrival adds is smoothed away, so that no pitch moves by more than 0.1 %, and in the steady state by less than one can hear.
/// </summary>
public sealed class DriftCorrector
{
    /// <summary>Furthest from 1 that the speed goes; clocks of sound devices differ by a tenth of this.</summary>
    public const double Max = 0.001;

    private const double Smoothing = 0.5;
    private const double Quickness = 0.2;
    private const double Proportional = 2 * Quickness / SoundFormat.Rate;
    private const double Integral = Quickness * Quickness / SoundFormat.Rate;

    private double _error;
    private double _drift;

    /// <summary>How much faster the writing clock runs, in parts per million, as learnt so far.</summary>
    public double Ppm => _drift * 1e6;

    /// <summary>Looks at what is read next.</summary>
    /// <param name="error">Samples that wait beyond what should; negative when too few.</param>
    /// <param name="seconds">How much is read.</param>
    /// <returns>Speed to read with, 1 ± <see cref="Max"/>.</returns>
    public double Step(double error, double seconds)
    {
        _error += (1 - Math.Exp(-seconds / Smoothing)) * (error - _error);
        var wanted = (Proportional * _error) + _drift;
        var speed = Math.Clamp(wanted, -Max, Max);
        if (wanted == speed)
        {
            _drift = Math.Clamp(_drift + (Integral * _error * seconds), -Max, Max);
        }

        return 1 + speed;
    }

    /// <summary>The reading side has jumped to its place; the clocks are what they were.</summary>
    public void Restart() => _error = 0;
}
