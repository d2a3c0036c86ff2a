using System.Runtime.InteropServices;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Zones;

/// <summary>Bounds as runs of equal treatment, so that applying them touches only the pixels that zones change. Fully hidden or kept runs are filled;
/// only feathers are computed. Runs continue over the ends of rows. Allocates only when there are more runs than ever before.</summary>
internal sealed class BoundRuns
{
    private readonly List<BoundRun> _runs = [];

    private enum Kind : byte
    {
        Hide = 0,
        Keep,
        Lower,
        Raise,
    }

    /// <summary>Removes all runs.</summary>
    public void Clear() => _runs.Clear();

    /// <summary>Finds the runs of the bounds.</summary>
    public void Encode(AlphaBounds bounds)
    {
        _runs.Clear();
        AddRuns(bounds.Max, Kind.Hide, full: 0, Kind.Lower, neutral: 255);
        // Raising comes after lowering, and Min never exceeds Max: together they keep every pixel within its bounds.
        AddRuns(bounds.Min, Kind.Keep, full: 255, Kind.Raise, neutral: 0);
    }

    /// <summary>Limits a matte to the encoded bounds.</summary>
    /// <param name="bounds">The bounds that were encoded.</param>
    /// <param name="alpha">Alpha of the matte, as many pixels as the bounds.</param>
    /// <param name="keeps">False to hide only, and keep nothing.</param>
    public void Apply(AlphaBounds bounds, Span<byte> alpha, bool keeps)
    {
        var max = bounds.Max;
        var min = bounds.Min;
        foreach (ref readonly var run in CollectionsMarshal.AsSpan(_runs))
        {
            if (!keeps && run.Kind is (Kind.Keep or Kind.Raise))
            {
                continue;
            }

            var pixels = alpha.Slice(run.Start, run.Length);
            switch (run.Kind)
            {
                case Kind.Keep:
                    pixels.Fill(255);
                    break;
                case Kind.Lower:
                    RowBounds.Lower(max.Slice(run.Start, run.Length), pixels);
                    break;
                case Kind.Raise:
                    RowBounds.Raise(min.Slice(run.Start, run.Length), pixels);
                    break;
                default:
                    pixels.Clear();
                    break;
            }
        }
    }

    private void AddRuns(ReadOnlySpan<byte> plane, Kind whole, byte full, Kind part, byte neutral)
    {
        for (var at = 0; Skip(plane, ref at, neutral);)
        {
            var start = at;
            var isWhole = plane[at] == full;
            var length = isWhole ? plane[at..].IndexOfAnyExcept(full) : plane[at..].IndexOfAny(full, neutral);
            at = length < 0 ? plane.Length : start + length;
            _runs.Add(new BoundRun(isWhole ? whole : part, start, at - start));
        }
    }

    private static bool Skip(ReadOnlySpan<byte> plane, ref int at, byte value)
    {
        var next = plane[at..].IndexOfAnyExcept(value);
        at += Math.Max(0, next);
        return next >= 0;
    }

    private readonly record struct BoundRun(Kind Kind, int Start, int Length);
}
