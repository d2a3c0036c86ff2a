using System.Numerics;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Refining;

/// <summary>Hides doubtful alpha where it is likely wrong: at outlines and in isolated blobs, not in the middle of a confident person. Confident
/// alpha, and gaps enclosed by it, stay; the rest is lowered. It only ever lowers alpha (law 4) and works with any model. Allocates only on
/// construction.</summary>
public sealed class DoubtRule
{
    /// <summary>Levels above one half that count as confident, and by which the rest is lowered: at full caution, and at most.</summary>
    private const float Raise = 150;
    private const float MaxRaise = 115;

    /// <summary>Half the width, in coarse pixels, of a gap that is closed.</summary>
    private const int Reach = 4;

    private const byte Half = 128;

    private readonly PlaneSpread _spread;
    private readonly byte[] _plane;

    /// <summary>Creates a rule for mattes of one size.</summary>
    /// <param name="width">Width of the mattes, at least 64.</param>
    /// <param name="height">Height of the mattes.</param>
    public DoubtRule(int width, int height)
    {
        _spread = new PlaneSpread(width, height);
        _plane = new byte[width * height];
    }

    /// <summary>Lowers alpha that is in doubt.</summary>
    /// <param name="alpha">A coarse matte's alpha.</param>
    /// <param name="caution">0 changes nothing, 1 lowers most.</param>
    public void Apply(Span<byte> alpha, float caution)
    {
        var raise = (byte)(Math.Clamp(caution * Raise, 0, MaxRaise) + 0.5f);
        if (raise == 0)
        {
            return;
        }

        var sure = new Vector<byte>((byte)(Half + raise));
        Mark(alpha, sure);
        _spread.Spread(_plane, _plane, Reach);
        Invert();
        _spread.Spread(_plane, _plane, Reach);
        Lower(alpha, new Vector<byte>(raise));
    }

    private void Mark(ReadOnlySpan<byte> alpha, Vector<byte> sure)
    {
        for (var i = 0; i < alpha.Length; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, alpha.Length - Vector<byte>.Count);
            Vector.GreaterThanOrEqual(new Vector<byte>(alpha[at..]), sure).CopyTo(_plane, at);
        }
    }

    private void Invert()
    {
        var done = 0;
        for (; done + Vector<byte>.Count <= _plane.Length; done += Vector<byte>.Count)
        {
            (~new Vector<byte>(_plane, done)).CopyTo(_plane, done);
        }

        for (; done < _plane.Length; done++)
        {
            _plane[done] = (byte)~_plane[done];
        }
    }

    private void Lower(Span<byte> alpha, Vector<byte> raise)
    {
        var done = 0;
        for (; done + Vector<byte>.Count <= alpha.Length; done += Vector<byte>.Count)
        {
            var value = new Vector<byte>(alpha[done..]);
            (value - Vector.Min(value, raise & new Vector<byte>(_plane, done))).CopyTo(alpha[done..]);
        }

        for (; done < alpha.Length; done++)
        {
            alpha[done] -= Math.Min(alpha[done], (byte)(raise[0] & _plane[done]));
        }
    }
}
