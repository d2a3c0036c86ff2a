using System.Globalization;
using StreamShield.Core.Sound;

namespace StreamShield.Audit.Sound;

/// <summary>
/// Searches for mains hum like an attacker who wants to know the country: tracks 50 and 60 Hz with their harmonics over time and compares both with frequencies
/// that no power grid has. Not thread-safe.
/// </summary>
public sealed class GridAttack : IDisposable
{
    private const int Window = (int)LowBand.Rate * HumSpectrum.Seconds;
    private const int Hop = Window / 2;
    private const double Sure = 4;
    private const double Apart = 2;
    private const double MinSpread = 0.03;
    private static readonly double[] Others = [46.3, 47.7, 52.3, 53.9, 55.3, 56.7, 57.9, 62.9, 64.7, 66.1, 67.9];

    private readonly LowBand _band = new();
    private readonly HumSpectrum _spectrum = new();
    private readonly double[] _slow = new double[Window];
    private readonly double[] _heights = new double[Others.Length];
    private readonly List<(double Hertz, double Height)> _fifty = [];
    private readonly List<(double Hertz, double Height)> _sixty = [];
    private int _filled;
    private long _blocks;

    /// <summary>Adds a block of 48 kHz sound.</summary>
    public void Add(ReadOnlySpan<float> block)
    {
        _band.Down(block, _slow.AsSpan(_filled, LowBand.Block));
        _filled += LowBand.Block;
        _blocks++;
        if (_filled < Window)
        {
            return;
        }

        _spectrum.Compute(_slow);
        _fifty.Add(_spectrum.Best(HumGrid.Fundamentals[0]));
        _sixty.Add(_spectrum.Best(HumGrid.Fundamentals[1]));
        for (var i = 0; i < Others.Length; i++)
        {
            _heights[i] += _spectrum.Best(Others[i]).Height;
        }

        _slow.AsSpan(Hop).CopyTo(_slow);
        _filled -= Hop;
    }

    /// <summary>Evaluates the sound added so far.</summary>
    public SoundFigures Finish()
    {
        var seconds = _blocks * SoundFormat.BlockSeconds;
        if (_fifty.Count == 0)
        {
            return Figures(seconds, null, 0, 0, string.Create(CultureInfo.InvariantCulture, $"The sound is too short to follow mains hum: {seconds:0} s, and {HumSpectrum.Seconds} are needed."));
        }

        var others = _heights.Select(sum => sum / _fifty.Count).ToList();
        var mean = others.Average();
        var spread = Math.Max(MinSpread, Math.Sqrt(others.Average(height => (height - mean) * (height - mean))));
        var fifty = (_fifty.Average(best => best.Height) - mean) / spread;
        var sixty = (_sixty.Average(best => best.Height) - mean) / spread;
        double? grid = Math.Max(fifty, sixty) < Sure || Math.Abs(fifty - sixty) < Apart ? null : fifty > sixty ? 50 : 60;
        return Figures(seconds, grid, fifty, sixty, grid is null
            ? "No mains hum that names a grid was found in the sound."
            : string.Create(CultureInfo.InvariantCulture, $"The sound hums: a grid of {grid:0} Hz, {Math.Max(fifty, sixty):0.0} standard deviations above chance; its drift can be compared with the grid's log for place and time."));
    }

    /// <inheritdoc/>
    public void Dispose() => _spectrum.Dispose();

    private SoundFigures Figures(double seconds, double? grid, double fifty, double sixty, string words) => new()
    {
        Seconds = Math.Round(seconds, 1),
        Grid = grid,
        Sureness50 = Math.Round(fifty, 2),
        Sureness60 = Math.Round(sixty, 2),
        Track = grid is null ? [] : [.. (grid == 50 ? _fifty : _sixty).Select(best => Math.Round(best.Hertz, 2))],
        Words = words,
    };
}
