using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Fits the lighting of one frame: per channel, frame = gain x plate + offset over small cells. The first fit uses the recognised anchors,
/// which are background under any light. Then all known cells that agree with it are added (iteratively re-weighted, Geman-McClure), so that people
/// drop out. Allocates only on construction.</summary>
internal sealed class LightFit
{
    private const int Columns = 24;
    private const int Rows = 14;

    /// <summary>Side of a cell in pixels.</summary>
    private const int Side = 4;
    private const byte KnownConfidence = 96;

    /// <summary>Levels outside this range are clipped by the camera and not used.</summary>
    private const int Darkest = 6;
    private const int Brightest = 248;

    /// <summary>Deviations, in levels, at which a cell has a quarter of its weight; one per iteration.</summary>
    private static readonly float[] Tolerances = [10, 7, 5];

    private readonly FrameSize _size;
    private readonly Cell[] _cells = new Cell[(AnchorSet.Max * 4) + (Columns * Rows)];
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
        for (var k = 0; k < anchors.Count; k++)
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
        for (var i = 0; i < 4; i++)
        {
            Add(frame, plate, (int)corner.X + (((2 * (i & 1)) + 1) * quarter), (int)corner.Y + ((i | 1) * quarter));
        }
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
            _cells[_count++] = new Cell(known, seen);
        }
    }

    private (int B, int G, int R) Sum(ReadOnlySpan<byte> bgr, int left, int top)
    {
        var (b, g, r) = (0, 0, 0);
        for (var row = 0; row < Side; row++)
        {
            var pixels = bgr.Slice((((top + row) * _size.Width) + left) * 3, Side * 3);
            for (var i = 0; i < pixels.Length; i += 3)
            {
                (b, g, r) = (b + pixels[i], g + pixels[i + 1], r + pixels[i + 2]);
            }
        }

        return (b, g, r);
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
        var narrowness = 1 / tolerance;
        var (n, p, f, pp, pf) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (ref readonly var cell in _cells.AsSpan(0, count))
        {
            var (known, seen) = cell.Levels(channel);
            var ratio = (seen - (before.Gain * known) - before.Offset) * narrowness;
            var nearness = 1 / (1 + (ratio * ratio));
            var weight = nearness * nearness;
            n += weight;
            p += weight * known;
            f += weight * seen;
            pp += weight * known * known;
            pf += weight * known * seen;
        }

        n += DefaultDeviation * DefaultDeviation / (DefaultOffset * DefaultOffset);
        var determinant = (n * pp) - (p * p);
        if (determinant < 1e-3)
        {
            return before;
        }

        return ((float)(((n * pf) - (p * f)) / determinant), (float)(((pp * f) - (p * pf)) / determinant));
    }

    /// <summary>Channel sums over one cell.</summary>
    private readonly record struct Cell((int B, int G, int R) Known, (int B, int G, int R) Seen)
    {
        private const float Share = 1f / (Side * Side);

        public (float Known, float Seen) Levels(int channel) => channel switch
        {
            0 => (Known.B * Share, Seen.B * Share),
            1 => (Known.G * Share, Seen.G * Share),
            _ => (Known.R * Share, Seen.R * Share),
        };
    }
}
