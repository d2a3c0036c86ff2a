using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>
/// Folds stereo to mono so that a microphone is heard despite a faulty cable: normally the mean; only the live side if the other is dead, since the mean would
/// lose half of the level; half the difference if one side is inverted, since the mean would cancel the voice. Reports what it did. Not thread-safe.
/// </summary>
internal sealed class ChannelFold
{
    /// <summary>Mean square (-70 dBFS) below which a block is ignored.</summary>
    private const double Floor = 1e-7;

    /// <summary>Power ratios: a side that is 40 dB weaker is dead; it is alive again above -30 dB.</summary>
    private const double Dead = 1e-4, Alive = 1e-3;

    /// <summary>Correlation below which one side is inverted, and above which it no longer is.</summary>
    private const double Inverted = -0.9, Upright = -0.7;

    /// <summary>Minimum weight of a new block in the running averages: a time constant of about a third of a second.</summary>
    private const double Newest = 0.03;

    private float[] _sides = new float[2 * SoundFormat.Block];
    private double _left;
    private double _right;
    private double _product;
    private int _blocks;
    private Verdict _verdict;
    private (float Left, float Right) _weights = (0.5f, 0.5f);

    private enum Verdict
    {
        Both = 0,
        LeftAlone,
        RightAlone,
        Difference,
    }

    /// <summary>Description of the fault, to append to the microphone's name; empty if there is none.</summary>
    public string Words => _verdict switch
    {
        Verdict.LeftAlone => " (heard from its left side alone: the right one is dead)",
        Verdict.RightAlone => " (heard from its right side alone: the left one is dead)",
        Verdict.Difference => " (one side is inverted, which is put right)",
        _ => "",
    };

    /// <summary>Buffer for a block's interleaved left and right samples, to fill before <see cref="Fold"/>. Allocated once.</summary>
    /// <param name="samples">Samples per side.</param>
    public Span<float> Sides(int samples)
    {
        if (_sides.Length < 2 * samples)
        {
            _sides = new float[2 * samples];
        }

        return _sides.AsSpan(0, 2 * samples);
    }

    /// <summary>Folds a block. When the weights change, they are ramped over the block.</summary>
    /// <param name="stereo">Interleaved left and right samples.</param>
    /// <param name="mono">Receives half as many samples.</param>
    public void Fold(ReadOnlySpan<float> stereo, Span<float> mono)
    {
        Weigh(stereo);
        (float Left, float Right) wanted = _verdict switch
        {
            Verdict.LeftAlone => (1f, 0f),
            Verdict.RightAlone => (0f, 1f),
            Verdict.Difference => (0.5f, -0.5f),
            _ => (0.5f, 0.5f),
        };
        var (left, right) = _weights;
        var (leftStep, rightStep) = ((wanted.Left - left) / mono.Length, (wanted.Right - right) / mono.Length);
        for (var i = 0; i < mono.Length; i++)
        {
            left += leftStep;
            right += rightStep;
            mono[i] = (left * stereo[2 * i]) + (right * stereo[(2 * i) + 1]);
        }

        _weights = wanted;
    }

    private void Weigh(ReadOnlySpan<float> stereo)
    {
        double left = 0, right = 0, product = 0;
        for (var i = 0; i + 1 < stereo.Length; i += 2)
        {
            left += (double)stereo[i] * stereo[i];
            right += (double)stereo[i + 1] * stereo[i + 1];
            product += (double)stereo[i] * stereo[i + 1];
        }

        var frames = Math.Max(1, stereo.Length / 2);
        if (Math.Max(left, right) / frames < Floor)
        {
            return;
        }

        _blocks++;
        var share = Math.Max(1.0 / _blocks, Newest);
        _left += share * ((left / frames) - _left);
        _right += share * ((right / frames) - _right);
        _product += share * ((product / frames) - _product);
        _verdict = Judge();
    }

    private Verdict Judge()
    {
        var ratio = _verdict is Verdict.LeftAlone or Verdict.RightAlone ? Alive : Dead;
        if (_right < ratio * _left)
        {
            return Verdict.LeftAlone;
        }

        if (_left < ratio * _right)
        {
            return Verdict.RightAlone;
        }

        return _product / Math.Sqrt(_left * _right) < (_verdict == Verdict.Difference ? Upright : Inverted) ? Verdict.Difference : Verdict.Both;
    }
}
