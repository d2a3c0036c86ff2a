using System.Numerics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Refining;

/// <summary>Hides doubtful alpha where it is likely wrong: at outlines and in isolated blobs, not in the middle of a confident person. Confident
/// alpha, and gaps enclosed by it, stay; the rest is lowered, less where the room is known: what matches it is hidden later anyway. It only ever
/// lowers alpha (law 4) and works with any model. Allocates only on construction.</summary>
public sealed class DoubtRule
{
    /// <summary>Levels above one half that count as confident, and by which the rest is lowered: at full caution, and at most.</summary>
    private const float Raise = 150;
    private const float MaxRaise = 115;

    /// <summary>Half the width, in coarse pixels, of a gap that is closed.</summary>
    private const int Reach = 4;

    private const byte Half = 128;

    /// <summary>Percentage of the caution that is left where the room is known.</summary>
    internal const int PercentBesideRoom = 20;

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
    /// <param name="known">How well the room is known behind each pixel, as <see cref="Mattes.SegmenterHints.Known"/>; empty when it is not.</param>
    public void Apply(Span<byte> alpha, float caution, ReadOnlySpan<byte> known = default)
    {
        var raise = Levels(caution);
        if (raise == 0)
        {
            return;
        }

        var (most, least) = (new Vector<byte>(raise), new Vector<byte>(Levels(caution * (PercentBesideRoom / 100f))));
        Mark(alpha, most, least, known);
        _spread.Spread(_plane, _plane, Reach);
        Invert();
        _spread.Spread(_plane, _plane, Reach);
        Lower(alpha, most, least, known);
    }

    private static byte Levels(float caution) => (byte)(Math.Clamp(caution * Raise, 0, MaxRaise) + 0.5f);

    /// <summary>By how much the pixels from an index on may be lowered: least where the room is known.</summary>
    private static Vector<byte> Raises(Vector<byte> most, Vector<byte> least, ReadOnlySpan<byte> known, int at) =>
        known.IsEmpty ? most : Vector.ConditionalSelect(Vector.GreaterThanOrEqual(new Vector<byte>(known[at..]), new Vector<byte>(Plate.Claimed)), least, most);

    private void Mark(ReadOnlySpan<byte> alpha, Vector<byte> most, Vector<byte> least, ReadOnlySpan<byte> known)
    {
        for (var i = 0; i < alpha.Length; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, alpha.Length - Vector<byte>.Count);
            var sure = new Vector<byte>(Half) + Raises(most, least, known, at);
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

    private void Lower(Span<byte> alpha, Vector<byte> most, Vector<byte> least, ReadOnlySpan<byte> known)
    {
        var done = 0;
        for (; done + Vector<byte>.Count <= alpha.Length; done += Vector<byte>.Count)
        {
            var value = new Vector<byte>(alpha[done..]);
            (value - Vector.Min(value, Raises(most, least, known, done) & new Vector<byte>(_plane, done))).CopyTo(alpha[done..]);
        }

        for (; done < alpha.Length; done++)
        {
            var raise = !known.IsEmpty && known[done] >= Plate.Claimed ? least[0] : most[0];
            alpha[done] -= Math.Min(alpha[done], (byte)(raise & _plane[done]));
        }
    }
}
