namespace StreamShield.Core;

/// <summary>
/// Where mains hum lies: 50 and 60 Hz and their harmonics to 1 kHz, with the width that drift needs. Always both grids, and the same for everybody: a filter that
/// follows the hum would write the grid's frequency into the voice as its own trace.
/// </summary>
public static class HumGrid
{
    /// <summary>Highest harmonic, in Hz.</summary>
    public const double Highest = 1000;

    /// <summary>The grids' nominal frequencies, in Hz.</summary>
    public static IReadOnlyList<double> Fundamentals { get; } = [50, 60];

    /// <summary>Every notch, lowest first: its centre and how far to each side nothing passes, in Hz. What both grids share stands there once.</summary>
    /// <remarks>
    /// The n-th harmonic drifts n times as far as the fundamental. Half a hertz at the fundamental is covered up to the fifth harmonic; higher ones stay at
    /// 2.5 Hz (0.125 Hz of the fundamental at 1 kHz; large grids stay within 0.05 nearly always), or nothing would be left of the voice between 500 and 1000 Hz.
    /// </remarks>
    public static IReadOnlyList<(double Centre, double HalfWidth)> Notches { get; } =
    [
        .. Fundamentals
            .SelectMany(grid => Enumerable.Range(1, (int)(Highest / grid)).Select(n => (Centre: n * grid, HalfWidth: Math.Clamp(0.5 * n, 2, 2.5))))
            .GroupBy(notch => notch.Centre)
            .Select(same => (same.Key, same.Max(notch => notch.HalfWidth)))
            .OrderBy(notch => notch.Key),
    ];
}
