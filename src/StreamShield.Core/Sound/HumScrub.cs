using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>
/// Takes the mains hum of both grids out (<see cref="HumGrid"/>) with everything below 80 Hz, and lays noise into the emptied places: as loud as the voice beside them, so
/// that it keeps its body, and never silent, so that what little passes the filters drowns. Filters and noise are the same whatever hums.
/// Allocates nothing per block; used by one thread.
/// </summary>
public sealed class HumScrub
{
    /// <summary>How much later the sound comes out, in milliseconds.</summary>
    public const double DelayMs = LowBand.Delay * 1000.0 / SoundFormat.Rate;

    private const double Corner = 80;
    private const int CornerOrder = 8;
    private const double FloorDb = -72;
    private const double FillGain = 0.1;
    private const double VoiceTilt = 400;
    private const double VoiceTop = 700;
    private const double Rise = 0.005;
    private const double Fall = 0.040;

    private static readonly double Tilt = Math.Exp(-2 * Math.PI * VoiceTilt / LowBand.Rate);

    private readonly LowBand _band = new();
    private readonly FilterBank _highPass = new(FilterSection.HighPass(Corner, CornerOrder, LowBand.Rate));
    private readonly FilterBank _notches = new(HumGrid.Notches.SelectMany(notch => FilterSection.BandStop(notch.Centre, notch.HalfWidth, LowBand.Rate)));
    private readonly Random _random;
    private readonly double[] _slow = new double[LowBand.Block];
    private readonly Vector128<double>[] _both = new Vector128<double>[LowBand.Block];
    private readonly double[] _noise = new double[LowBand.Block];
    private readonly float[] _late = new float[LowBand.Delay + SoundFormat.Block];
    private readonly double _spread = Math.Sqrt(3 * (1 + Tilt) / (1 - Tilt));
    private readonly double _nearby = 1 - Math.Exp(-2 * Math.PI * VoiceTop / LowBand.Rate);
    private readonly double _rise = Step(Rise);
    private readonly double _fall = Step(Fall);
    private double _tilted;
    private double _power;
    private double _voice;

    /// <summary>A scrub that has heard nothing.</summary>
    /// <param name="random">Makes the noise; null for one that nobody can foresee.</param>
    public HumScrub(Random? random = null) => _random = random ?? new Random();

    /// <summary>Scrubs one block in place; what comes out is <see cref="DelayMs"/> late.</summary>
    public void Run(Span<float> block)
    {
        _band.Down(block, _slow);
        for (var i = 0; i < _slow.Length; i++)
        {
            _both[i] = Vector128.Create(_slow[i], Noise());
        }

        _highPass.Run(_both);
        for (var i = 0; i < _both.Length; i++)
        {
            _noise[i] = _both[i].GetElement(1);
        }

        _notches.Run(_both);
        var floor = SoundFormat.Amplitude(FloorDb);
        for (var i = 0; i < _both.Length; i++)
        {
            var kept = _both[i].GetElement(0);
            // The loudness of the voice where the notches lie.
            _voice += _nearby * (kept - _voice);
            var power = _voice * _voice;
            _power += (power > _power ? _rise : _fall) * (power - _power);
            // The noise of the emptied places alone.
            var fill = _noise[i] - _both[i].GetElement(1);
            _slow[i] = kept - _slow[i] + ((floor + (FillGain * Math.Sqrt(_power))) * fill);
        }

        block.CopyTo(_late.AsSpan(LowBand.Delay));
        _late.AsSpan(0, SoundFormat.Block).CopyTo(block);
        _late.AsSpan(SoundFormat.Block).CopyTo(_late);
        _band.AddUp(_slow, block);
    }

    /// <summary>Forgets all that was heard.</summary>
    public void Clear()
    {
        _band.Clear();
        _highPass.Clear();
        _notches.Clear();
        Array.Clear(_late);
        _tilted = 0;
        _power = 0;
        _voice = 0;
    }

    /// <summary>White noise of power 1 in the slow band, bent down like a voice.</summary>
    private double Noise()
    {
        var sum = _random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 2;
        // Four numbers of 0..1 together vary by 1/3; the tilt leaves (1 - t) / (1 + t) of the power.
        _tilted = (Tilt * _tilted) + ((1 - Tilt) * sum * _spread);
        return _tilted;
    }

    private static double Step(double seconds) => 1 - Math.Exp(-1 / (seconds * LowBand.Rate));
}
