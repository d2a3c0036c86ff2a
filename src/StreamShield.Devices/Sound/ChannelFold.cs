using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>
/// Folds two channels into one so that a microphone is heard whatever its cable does: their mean as a rule; the live side alone where the other is dead, which would cost half of the loudness; their difference
/// where one is inverted, which would cancel the voice. Says what it did. One thread at a time.
/// </summary>
internal sealed class ChannelFold
{
    /// <summary>Mean square below which a block tells nothing: -70 dBFS.</summary>
    private const double Floor = 1e-7;

    /// <summary>A side that is 40 dB weaker is dead; one that comes back to 30 dB is not.</summary>
    private const double Dead = 1e-4, Alive = 1e-3;

    /// <summary>Sides that agree less than this are inverted; more than the other, not any more.</summary>
    private const double Inverted = -0.9, Upright = -0.7;

    /// <summary>Share of a new block in what is known, once much is known: a third of a second.</summary>
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

    /// <summary>What is wrong with the cable, to stand behind the microphone's name, or empty.</summary>
    public string Words => _verdict switch
    {
        Verdict.LeftAlone => " (heard from its left side alone: the right one is dead)",
        Verdict.RightAlone => " (heard from its right side alone: the left one is dead)",
        Verdict.Difference => " (one side is inverted, which is put right)",
        _ => "",
    };

    /// <summary>Room for a block's two sides, left and right in turn, to be read into before <see cref="Fold"/>. Allocated once.</summary>
    /// <param name="samples">How many of each.</param>
    public Span<float> Sides(int samples)
    {
        if (_sides.Length < 2 * samples)
        {
            _sides = new float[2 * samples];
        }

        return _sides.AsSpan(0, 2 * samples);
    }

    /// <summary>Folds a block; a change of mind is faded over in it.</summary>
    /// <param name="stereo">Left and right in turn.</param>
    /// <param name="mono">Half as long.</param>
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
