using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Fits the lighting of one frame: per channel, frame = gain x plate + offset over small cells. The first fit uses the recognised anchors,
/// which are background under any light. Then all known cells that agree with it are added (iteratively re-weighted, Geman-McClure), so that people
/// drop out. Allocates only on construction.</summary>
internal sealed class LightFit
{
    private const int Columns = 20;
    private const int Rows = 12;
    private const int CellsPerAnchor = 2;

    /// <summary>Side of a cell in pixels.</summary>
    private const int Side = 4;
    private const byte KnownConfidence = 96;

    /// <summary>Levels outside this range are clipped by the camera and not used.</summary>
    private const int Darkest = 6;
    private const int Brightest = 248;

    /// <summary>Deviations, in levels, at which a cell has a quarter of its weight; one per iteration.</summary>
    private static readonly float[] Tolerances = [10, 7, 5];

    private readonly FrameSize _size;

    /// <summary>Mean levels of each cell, per channel.</summary>
    private readonly double[][] _known = NewLevels();
    private readonly double[][] _seen = NewLevels();
    private int _count;

    /// <summary>Creates a fit for frames of one size.</summary>
    public LightFit(FrameSize size) => _size = size;

    /// <summary>Fits the lighting of one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="plate">The plate in the frame's geometry.</param>
    /// <param name="anchors">The plate's anchors.</param>
    /// <param name="shift">Where the anchors are in the frame.</param>
    /// <param name="recognised">Per anchor: true when recognised in this frame.</param>
    public Light Fit(Frame frame, Plate plate, AnchorSet anchors, RoomShift shift, ReadOnlySpan<bool> recognised)
    {
        _count = 0;
        for (var k = 0; k < recognised.Length; k++)
        {
            if (recognised[k])
            {
                AddAnchor(frame, plate, anchors, anchors.Corner(anchors.Anchors[k], shift));
            }
        }

        var sure = _count;
        for (var i = 0; i < Columns * Rows; i++)
        {
            Add(frame, plate, ((2 * (i % Columns)) + 1) * _size.Width / (2 * Columns), ((2 * (i / Columns)) + 1) * _size.Height / (2 * Rows));
        }

        var (blue, green, red) = (Fit(sure, 0), Fit(sure, 1), Fit(sure, 2));
        return new Light(blue.Gain, blue.Offset, green.Gain, green.Offset, red.Gain, red.Offset);
    }

    private void AddAnchor(Frame frame, Plate plate, AnchorSet anchors, (double X, double Y) corner)
    {
        var quarter = anchors.Side / 4;
        Add(frame, plate, (int)corner.X + quarter, (int)corner.Y + quarter);
        Add(frame, plate, (int)corner.X + (3 * quarter), (int)corner.Y + (3 * quarter));
    }

    /// <summary>Adds the cell around a pixel, unless the room is unknown there or the camera clipped.</summary>
    private void Add(Frame frame, Plate plate, int x, int y)
    {
        var (left, top) = (Math.Clamp(x - (Side / 2), 0, _size.Width - Side), Math.Clamp(y - (Side / 2), 0, _size.Height - Side));
        if (plate.Confidence[(top * _size.Width) + left] < KnownConfidence
            || plate.Confidence[((top + Side - 1) * _size.Width) + left + Side - 1] < KnownConfidence)
        {
            return;
        }

        var (known, seen) = (Sum(plate.Pixels, left, top), Sum(frame.Pixels, left, top));
        if (!IsClipped(known) && !IsClipped(seen))
        {
            Store(_known, known);
            Store(_seen, seen);
            _count++;
        }
    }

    private void Store(double[][] levels, (int B, int G, int R) sum)
    {
        const double Share = 1.0 / (Side * Side);
        (levels[0][_count], levels[1][_count], levels[2][_count]) = (sum.B * Share, sum.G * Share, sum.R * Share);
    }

    /// <summary>Sums of the channels over a cell.</summary>
    private (int B, int G, int R) Sum(ReadOnlySpan<byte> bgr, int left, int top)
    {
        // Twelve of the sixteen bytes of a row are the cell; pictures have slack after their last pixel.
        ref var cell = ref Unsafe.Add(ref MemoryMarshal.GetReference(bgr), ((top * _size.Width) + left) * 3);
        var (first, second) = (Vector128<ushort>.Zero, Vector128<ushort>.Zero);
        for (var row = 0; row < Side; row++)
        {
            var bytes = Vector128.LoadUnsafe(ref cell, (nuint)(row * _size.Width * 3));
            first += Vector128.WidenLower(bytes);
            second += Vector128.WidenUpper(bytes);
        }

        return (
            first[0] + first[3] + first[6] + second[1],
            first[1] + first[4] + first[7] + second[2],
            first[2] + first[5] + second[0] + second[3]);
    }

    private static bool IsClipped((int B, int G, int R) sum) =>
        Math.Min(sum.B, Math.Min(sum.G, sum.R)) < Darkest * Side * Side || Math.Max(sum.B, Math.Max(sum.G, sum.R)) > Brightest * Side * Side;

    private (float Gain, float Offset) Fit(int sure, int channel)
    {
        var line = Through(sure, channel, (1, 0), float.PositiveInfinity);
        line = Through(sure, channel, line, Tolerances[0]);
        foreach (var tolerance in Tolerances)
        {
            line = Through(_count, channel, line, tolerance);
        }

        return line;
    }

    /// <summary>Fits a line to the first cells, each weighted by its distance from the previous line. Where the plate has only one level, the prior
    /// keeps the offset near 0.</summary>
    private (float Gain, float Offset) Through(int count, int channel, (float Gain, float Offset) before, float tolerance)
    {
        const double DefaultOffset = 20;
        const double DefaultDeviation = 3;
        var narrowness = Vector256.Create(1.0 / tolerance);
        var (gain, offset) = (Vector256.Create((double)before.Gain), Vector256.Create((double)before.Offset));
        var (ns, ps, fs, pps, pfs) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < count; i += Vector256<double>.Count)
        {
            var (known, seen) = (Vector256.Create(_known[channel], i), Vector256.Create(_seen[channel], i));
            var isThere = Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)(count - i)));
            var ratio = (seen - (gain * known) - offset) * narrowness;
            var nearness = Vector256<double>.One / (Vector256<double>.One + (ratio * ratio));
            var weight = nearness * nearness & isThere;
            ns += weight;
            ps += weight * known;
            fs += weight * seen;
            pps += weight * known * known;
            pfs += weight * known * seen;
        }

        var (n, p, f, pp, pf) = (Vector256.Sum(ns), Vector256.Sum(ps), Vector256.Sum(fs), Vector256.Sum(pps), Vector256.Sum(pfs));
        n += DefaultDeviation * DefaultDeviation / (DefaultOffset * DefaultOffset);
        var determinant = (n * pp) - (p * p);
        if (determinant < 1e-3)
        {
            return before;
        }

        return ((float)(((n * pf) - (p * f)) / determinant), (float)(((pp * f) - (p * pf)) / determinant));
    }

    private static double[][] NewLevels() => [.. Enumerable.Range(0, 3).Select(static _ => new double[(AnchorSet.Max * CellsPerAnchor) + (Columns * Rows)])];
}
