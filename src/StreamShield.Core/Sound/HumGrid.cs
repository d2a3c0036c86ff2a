namespace StreamShield.Core.Sound;

/// <summary>The frequencies of mains hum: 50 and 60 Hz and their harmonics up to 1 kHz, with a width that allows for drift. Always both grids, for
/// everybody: removing the hum leaves a trace of the grid's frequency in the voice, and noise at these frequencies covers it.</summary>
public static class HumGrid
{
    /// <summary>Highest harmonic, in Hz.</summary>
    public const double Highest = 1000;

    /// <summary>Nominal frequencies of the grids, in Hz.</summary>
    public static IReadOnlyList<double> Fundamentals { get; } = [50, 60];

    /// <summary>All bands in ascending order: centre and half width, in Hz. A frequency that both grids share appears once.</summary>
    /// <remarks>
    /// The n-th harmonic drifts n times as far as the fundamental. Half a hertz at the fundamental is covered up to the fifth harmonic; higher ones stay at
    /// 2.5 Hz (0.125 Hz of the fundamental at 1 kHz; large grids stay within 0.05 nearly always), or the noise would cover the voice between 500 and 1000 Hz.
    /// </remarks>
    public static IReadOnlyList<(double Centre, double HalfWidth)> Bands { get; } =
    [
        .. Fundamentals
            .SelectMany(grid => Enumerable.Range(1, (int)(Highest / grid)).Select(n => (Centre: n * grid, HalfWidth: Math.Clamp(0.5 * n, 2, 2.5))))
            .GroupBy(band => band.Centre)
            .Select(same => (same.Key, same.Max(band => band.HalfWidth)))
            .OrderBy(band => band.Key),
    ];
}
