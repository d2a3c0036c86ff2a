namespace StreamShield.Core.Sound;

/// <summary>Matches the reading speed to the writing speed when their clocks differ: a slow proportional-integral loop on the amount of waiting
/// sound. The uneven arrival of blocks is smoothed out, so that the pitch changes by at most 0.1 %, and in the steady state inaudibly.</summary>
public sealed class DriftCorrector
{
    /// <summary>Largest deviation of the speed from 1. The clocks of sound devices differ by a tenth of this.</summary>
    public const double Max = 0.001;

    private const double Smoothing = 0.5;
    private const double Quickness = 0.2;
    private const double Proportional = 2 * Quickness / SoundFormat.Rate;
    private const double Integral = Quickness * Quickness / SoundFormat.Rate;

    private double _error;
    private double _drift;

    /// <summary>Estimate of how much faster the writing clock runs, in parts per million.</summary>
    public double Ppm => _drift * 1e6;

    /// <summary>Computes the speed for the next read.</summary>
    /// <param name="error">Number of waiting samples beyond the target; negative when there are too few.</param>
    /// <param name="seconds">Duration of the next read.</param>
    /// <returns>Speed to read at, 1 ± <see cref="Max"/>.</returns>
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

    /// <summary>Resets the error after the reading side has jumped to the target. The estimated drift is kept.</summary>
    public void Restart() => _error = 0;
}
