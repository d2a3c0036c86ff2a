using System.Runtime.InteropServices;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>The anchors of one plate, and how to find them in a frame. There is at most one per cell of a grid, so that they are spread over the
/// picture. A patch is compared with its own gain and offset, so lighting does not matter. The derivatives have both removed beforehand (inverse
/// compositional alignment, Baker and Matthews 2004), so that reading an anchor takes five sums. Owns its buffers. Not thread-safe; allocates only on
/// construction.</summary>
internal sealed class AnchorSet : IDisposable
{
    /// <summary>Rows of the grid.</summary>
    public const int Rows = 9;

    private const int Columns = 16;
    private const int TriesPerCell = 4;
    private const int PlanesPerAnchor = 3;
    private const byte KnownConfidence = 96;

    /// <summary>Smallest strength of the main derivative, in squared levels per sample step. Below it, only the plate's noise would be
    /// tracked.</summary>
    private const float MinTexture = 1.5f;

    /// <summary>Smallest standard deviation, in levels, of a frame's patch that can be compared.</summary>
    private const float MinContrast = 2;

    /// <summary>Above this likeness the patch cannot be noise.</summary>
    private const float PlainLikeness = 0.5f;

    private readonly FrameSize _size;
    private readonly int _step;
    private readonly int _reach;
    private readonly PixelBuffer _planes;
    private readonly PixelBuffer _scratch;
    private readonly Anchor[] _anchors = new Anchor[Columns * Rows];

    /// <summary>Creates a set without anchors.</summary>
    public AnchorSet(FrameSize size)
    {
        _size = size;
        _step = Step(size);
        _reach = PatchSampler.Reach(_step);
        _planes = new PixelBuffer(_anchors.Length * PlanesPerAnchor * PatchSampler.Samples * sizeof(float));
        _scratch = new PixelBuffer(PatchSampler.Samples * sizeof(float));
    }

    /// <summary>One anchor per cell; some are empty.</summary>
    public ReadOnlySpan<Anchor> Anchors => _anchors;

    /// <summary>Number of cells.</summary>
    public static int Max => Columns * Rows;

    /// <summary>Pixels per sample for a frame size: anchors sample the picture at about 360 rows, unless it is too narrow for that.</summary>
    public static int Step(FrameSize size) =>
        Math.Clamp((int)Math.Round(size.Height / 360.0), 1, Math.Clamp((Math.Min(size.Width, size.Height) - 3) / PatchSampler.Side, 1, PatchSampler.MaxStep));

    /// <summary>True for every second cell, as on a chessboard.</summary>
    public static bool IsWhite(int cell) => ((cell + (cell / Columns)) & 1) != 0;

    /// <summary>Side of an anchor in pixels.</summary>
    public int Side => PatchSampler.Side * _step;

    /// <summary>Removes all anchors.</summary>
    public void Clear() => _anchors.AsSpan().Clear();

    /// <summary>Chooses the anchors of a row of cells anew: in each, the known patch with the most texture in both directions. Takes about a
    /// millisecond.</summary>
    public void Choose(Plate plate, int row)
    {
        for (var cell = row * Columns; cell < (row + 1) * Columns; cell++)
        {
            _anchors[cell] = default;
            var (left, right) = Range(cell % Columns, Columns, _size.Width);
            var (top, bottom) = Range(cell / Columns, Rows, _size.Height);
            var (best, at) = (0f, (X: 0, Y: 0));
            for (var i = 0; i < TriesPerCell * TriesPerCell; i++)
            {
                var x = left + ((right - left) * (i % TriesPerCell) / (TriesPerCell - 1));
                var y = top + ((bottom - top) * (i / TriesPerCell) / (TriesPerCell - 1));
                if (IsKnown(plate, x, y) && Texture(plate, x, y) is var texture && texture > best)
                {
                    (best, at) = (texture, (x, y));
                }
            }

            if (best > 0)
            {
                Set(cell, plate, at.X, at.Y);
            }
        }
    }

    /// <summary>Reads one anchor in a frame at the place given by the shift.</summary>
    public AnchorReading Read(Frame frame, int index, RoomShift shift)
    {
        ref readonly var anchor = ref _anchors[index];
        if (anchor.IsEmpty)
        {
            return default;
        }

        var (x, y) = Corner(anchor, shift);
        var (left, top) = ((int)Math.Round(x * PatchSampler.Fractions), (int)Math.Round(y * PatchSampler.Fractions));
        if (left < 0 || top < 0 || left > (_size.Width - _reach) * PatchSampler.Fractions || top > (_size.Height - _reach) * PatchSampler.Fractions)
        {
            return default;
        }

        var luma = Scratch;
        PatchSampler.Sample(frame.Pixels, frame.Stride, _step, left, top, luma);
        var sums = PatchMath.Sum(luma, Plane(index, 0), Plane(index, 1), Plane(index, 2));
        var energy = sums.Squares - (sums.Values * sums.Values / PatchSampler.Samples);
        if (energy < MinContrast * MinContrast * PatchSampler.Samples)
        {
            return default;
        }

        var gain = sums.Luma / anchor.Energy;
        var likeness = sums.Luma / MathF.Sqrt(energy * anchor.Energy);
        if (likeness < PlainLikeness && PatchMath.IsNoise(luma, energy))
        {
            return default;
        }

        if (gain <= 0)
        {
            return new AnchorReading(true, likeness, 0, 0, 0);
        }

        // Displacement of the patch from where it was sampled, and from there to where the shift puts it.
        var (rx, ry) = ((float)(((double)left / PatchSampler.Fractions) - x), (float)(((double)top / PatchSampler.Fractions) - y));
        return new AnchorReading(
            true,
            likeness,
            (energy - (gain * sums.Luma)) / (gain * gain * PatchSampler.Samples),
            (-sums.X / gain) + (anchor.XX * rx) + (anchor.XY * ry),
            (-sums.Y / gain) + (anchor.XY * rx) + (anchor.YY * ry));
    }

    /// <summary>Top left corner of an anchor in the frame, in pixels.</summary>
    public (double X, double Y) Corner(Anchor anchor, RoomShift shift)
    {
        var (x, y) = shift.Apply(anchor.X, anchor.Y);
        var half = (Side - 1) / 2.0;
        return ((x * _size.Height) + ((_size.Width - 1) / 2.0) - half, (y * _size.Height) + ((_size.Height - 1) / 2.0) - half);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _planes.Dispose();
        _scratch.Dispose();
    }

    /// <summary>First and last left edge of the patches of a cell. One pixel is left free for the derivatives.</summary>
    private (int First, int Last) Range(int cell, int cells, int length)
    {
        var max = length - _reach - 1;
        var half = _reach / 2;
        return (Math.Clamp((length * cell / cells) - half, 1, max), Math.Clamp((length * (cell + 1) / cells) - half, 1, max));
    }

    private bool IsKnown(Plate plate, int x, int y)
    {
        for (var j = 0; j <= 8; j++)
        {
            for (var i = 0; i <= 8; i++)
            {
                if (plate.Confidence[((y + ((_reach - 1) * j / 8)) * _size.Width) + x + ((_reach - 1) * i / 8)] < KnownConfidence)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Weaker eigenvalue of the structure tensor plus a tenth of the stronger one; 0 when the stronger one is too weak.</summary>
    private float Texture(Plate plate, int x, int y)
    {
        var luma = Scratch;
        Sample(plate, x, y, luma);
        var (xx, xy, yy) = (0f, 0f, 0f);
        for (var j = 1; j < PatchSampler.Side - 1; j++)
        {
            for (var i = 1; i < PatchSampler.Side - 1; i++)
            {
                var at = (j * PatchSampler.Side) + i;
                var (dx, dy) = ((luma[at + 1] - luma[at - 1]) / 2, (luma[at + PatchSampler.Side] - luma[at - PatchSampler.Side]) / 2);
                (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
            }
        }

        var inner = (PatchSampler.Side - 2) * (PatchSampler.Side - 2);
        var (mean, spread) = ((xx + yy) / 2, MathF.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy)));
        return mean + spread < MinTexture * inner ? 0 : mean - spread + (0.1f * (mean + spread));
    }

    private void Set(int cell, Plate plate, int x, int y)
    {
        var luma = Plane(cell, 0);
        var across = Plane(cell, 1);
        var down = Plane(cell, 2);
        var before = Scratch;
        Sample(plate, x + 1, y, across);
        Sample(plate, x - 1, y, before);
        PatchMath.Halve(across, before);
        Sample(plate, x, y + 1, down);
        Sample(plate, x, y - 1, before);
        PatchMath.Halve(down, before);
        Sample(plate, x, y, luma);
        PatchMath.Centre(luma);
        PatchMath.Centre(across);
        PatchMath.Centre(down);
        var energy = PatchMath.Dot(luma, luma);
        PatchMath.RemoveGain(across, luma, energy);
        PatchMath.RemoveGain(down, luma, energy);
        var half = (Side - 1) / 2.0;
        _anchors[cell] = new Anchor(
            (x + half - ((_size.Width - 1) / 2.0)) / _size.Height,
            (y + half - ((_size.Height - 1) / 2.0)) / _size.Height,
            energy,
            PatchMath.Dot(across, across),
            PatchMath.Dot(across, down),
            PatchMath.Dot(down, down));
    }

    private void Sample(Plate plate, int x, int y, Span<float> luma) =>
        PatchSampler.Sample(plate.Pixels, _size.Width * 3, _step, x * PatchSampler.Fractions, y * PatchSampler.Fractions, luma);

    private Span<float> Plane(int anchor, int plane) =>
        MemoryMarshal.Cast<byte, float>(_planes.Span).Slice(((anchor * PlanesPerAnchor) + plane) * PatchSampler.Samples, PatchSampler.Samples);

    private Span<float> Scratch => MemoryMarshal.Cast<byte, float>(_scratch.Span);
}
