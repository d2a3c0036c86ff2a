using System.Numerics;

namespace StreamShield.Core.People;

/// <summary>Measures how much of each part of the matte each body claims, and decides which bodies are in which part. Allocates only on
/// construction.</summary>
/// <param name="finder">The parts.</param>
/// <param name="bodies">Everybody who is tracked, the streamer first.</param>
internal sealed class PartOverlaps(ComponentFinder finder, Body[] bodies)
{
    private readonly int[] _overlaps = new int[finder.MaxParts * bodies.Length];

    /// <summary>Measures all parts of this frame.</summary>
    /// <param name="near">The bits of those who may have got there since the last frame.</param>
    public void Measure(ReadOnlySpan<byte> near)
    {
        _overlaps.AsSpan(0, finder.Parts.Length * bodies.Length).Clear();
        foreach (ref readonly var run in finder.Runs)
        {
            foreach (var bits in near.Slice(run.Start, run.Length))
            {
                finder.Parts[run.Part].Grown += (bits & BodyMap.OwnBit) == 0 ? 1 : 0;
            }

            for (var b = 0; b < bodies.Length; b++)
            {
                if (bodies[b].IsThere)
                {
                    _overlaps[(run.Part * bodies.Length) + b] += run.Length - bodies[b].Claims.AsSpan(run.Start, run.Length).Count((byte)0);
                }
            }
        }

        for (var number = 0; number < finder.Parts.Length; number++)
        {
            finder.Parts[number].Own = Overlap(number, bodies[0]);
        }

        foreach (var other in bodies.AsSpan(1))
        {
            Place(other);
        }
    }

    /// <summary>The body, other than the streamer, that claims most of a part; null for none.</summary>
    public Body? Largest(int part)
    {
        Body? best = null;
        foreach (var other in bodies.AsSpan(1))
        {
            var isIn = (finder.Parts[part].Others & other.Bit) != 0;
            best = isIn && (best is null || Overlap(part, other) > Overlap(part, best)) ? other : best;
        }

        return best;
    }

    private int Overlap(int part, Body body) => _overlaps[(part * bodies.Length) + BitOperations.TrailingZeroCount(body.Bit)];

    /// <summary>Decides which parts a body is in: only the one in which it stands apart as a whole, otherwise all in which it has a fair
    /// claim.</summary>
    private void Place(Body other)
    {
        var apart = -1;
        for (var number = 0; number < finder.Parts.Length; number++)
        {
            ref readonly var part = ref finder.Parts[number];
            var whole = Overlap(number, other) * 2 > Math.Max(other.ApartPixels, part.Area);
            apart = whole && part.Own * 10 < part.Area ? number : apart;
        }

        for (var number = 0; number < finder.Parts.Length; number++)
        {
            var isIn = apart >= 0 ? number == apart : Overlap(number, other) > Math.Max(8, other.Pixels / 32);
            finder.Parts[number].Others |= isIn ? other.Bit : (byte)0;
        }
    }
}
