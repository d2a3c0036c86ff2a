using System.Numerics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Refining;

/// <summary>Brings a coarse matte to the frame's size and edges: the fast guided filter (He and Sun 2015, "Fast Guided Filter", arXiv:1505.00996)
/// with the frame's luma as guide and coefficients computed at the coarse size, followed by a curve that hides what is in doubt. Where the coarse
/// matte sees nobody near a pixel, the pixel is hidden whatever the filter says. Pockets of background inside the silhouette are not filled. Owns its
/// buffers; allocates only on construction.</summary>
public sealed class GuidedRefiner : IDisposable
{
    /// <summary>Window radius of the filter in coarse pixels.</summary>
    private const int Radius = 2;

    /// <summary>Regularisation: luma variance (squared levels of 0..255) below which a window counts as flat.</summary>
    private const float Epsilon = 26;

    /// <summary>Filtered alpha up to which a pixel is hidden, at the default sensitivity. Doubt hides.</summary>
    private const float HideBelow = 0.5f;

    /// <summary>By how much the lowest sensitivity raises this threshold, and the highest lowers it.</summary>
    private const float MaxCautious = 0.2f;
    private const float MinCautious = 0.1f;

    /// <summary>Distance from this threshold to the alpha at which a pixel is fully visible.</summary>
    private const float Softness = 0.15f;

    /// <summary>Filtered alpha at which a pixel is fully visible at any sensitivity.</summary>
    private const float SurelyShown = 0.95f;

    /// <summary>A cell is hidden when neither it nor a neighbour reaches this coarse alpha.</summary>
    private const byte NobodyNear = 96;

    /// <summary>A cell is visible when it and all its neighbours reach this coarse alpha.</summary>
    private const byte SurelyInside = 245;

    private readonly FrameSize _size;
    private readonly int _width;
    private readonly int _height;
    private readonly AreaScaler _scaler;
    private readonly PixelBuffer _small;
    private readonly Neighbourhood _neighbourhood;
    private readonly BoxMean _mean;
    private readonly GuidedRows _rows;
    private readonly float[] _guide;
    private readonly float[] _alpha;
    private readonly float[] _guideMean;
    private readonly float[] _alphaMean;
    private readonly float[] _guideSquare;
    private readonly float[] _product;
    private readonly CellKind[] _kinds;
    private GuidedRows.Curve _curve = new(HideBelow, HideBelow + Softness);

    /// <summary>Creates a refiner for one frame size and one size of coarse mattes.</summary>
    /// <param name="size">Size of the frames and fine mattes.</param>
    /// <param name="coarseWidth">Width of the coarse mattes, at least 32.</param>
    /// <param name="coarseHeight">Height of the coarse mattes.</param>
    public GuidedRefiner(FrameSize size, int coarseWidth, int coarseHeight)
    {
        _size = size;
        _width = coarseWidth;
        _height = coarseHeight;
        _scaler = new AreaScaler(size, coarseWidth, coarseHeight);
        _small = new PixelBuffer(coarseWidth * coarseHeight * 3);
        _neighbourhood = new Neighbourhood(coarseWidth, coarseHeight, NobodyNear, SurelyInside);
        _mean = new BoxMean(coarseWidth, coarseHeight, Radius);
        _rows = new GuidedRows(size, coarseWidth, coarseHeight);
        var cells = coarseWidth * coarseHeight;
        var padded = cells + Vector<float>.Count;
        _guide = new float[cells];
        _alpha = new float[cells];
        _guideMean = new float[padded];
        _alphaMean = new float[padded];
        _guideSquare = new float[padded];
        _product = new float[padded];
        _kinds = new CellKind[cells];
    }

    /// <summary>How doubtful pixels are treated, 0..100: 0 hides the most, 50 is the default.</summary>
    public int Sensitivity
    {
        set
        {
            var away = (value - 50) / 50f;
            var hide = HideBelow - (away * (away < 0 ? MaxCautious : MinCautious));
            _curve = new GuidedRows.Curve(hide, Math.Min(hide + Softness, SurelyShown));
        }
    }

    /// <summary>Fills <paramref name="fine"/> and stamps it with the frame's id.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="coarse">The segmenter's matte of the same frame.</param>
    /// <param name="small">The frame at the coarse matte's size, from <see cref="ISegmenter.SmallFrame"/>; empty to have it computed here.</param>
    /// <param name="fine">Receives the matte at the frame's size.</param>
    /// <exception cref="ShieldException">The coarse matte belongs to another frame (law 3), or a size differs.</exception>
    public void Refine(Frame frame, Matte coarse, ReadOnlySpan<byte> small, Matte fine)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(coarse);
        ArgumentNullException.ThrowIfNull(fine);
        if (frame.Id == 0 || coarse.FrameId != frame.Id)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The matte of frame {coarse.FrameId} was offered for frame {frame.Id}: the picture stays hidden.");
        }

        if (frame.Size != _size || coarse.Width != _width || coarse.Height != _height || fine.Width != _size.Width || fine.Height != _size.Height)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A {frame.Size} frame with a {coarse.Width}x{coarse.Height} matte does not fit this refiner.");
        }

        _neighbourhood.Classify(coarse.Alpha, _kinds);
        if (small.Length != _small.Length)
        {
            _scaler.Scale(frame.Pixels, _small.Span);
            small = _small.Span;
        }

        Fit(small, coarse.Alpha);
        _rows.Fill(frame.Pixels, _product, _alphaMean, _kinds, _curve, fine.Alpha);
        fine.Stamp(frame.Id);
    }

    /// <inheritdoc/>
    public void Dispose() => _small.Dispose();

    /// <summary>Fits alpha = a luma + b in every window. Leaves the mean of a in the product plane and the mean of b in the plane of alpha
    /// means.</summary>
    private void Fit(ReadOnlySpan<byte> small, ReadOnlySpan<byte> alpha)
    {
        for (var i = 0; i < _guide.Length; i++)
        {
            var luma = GuidedRows.Luma(small[i * 3], small[(i * 3) + 1], small[(i * 3) + 2]);
            var value = alpha[i] * (1 / 255f);
            _guide[i] = luma;
            _alpha[i] = value;
            _guideSquare[i] = luma * luma;
            _product[i] = luma * value;
        }

        _mean.Filter(_guide, _guideMean);
        _mean.Filter(_alpha, _alphaMean);
        _mean.Filter(_guideSquare, _guideSquare);
        _mean.Filter(_product, _product);
        Solve();
        _mean.Filter(_product, _product);
        _mean.Filter(_alphaMean, _alphaMean);
    }

    private void Solve()
    {
        var epsilon = new Vector<float>(Epsilon);
        for (var i = 0; i < _guide.Length; i += Vector<float>.Count)
        {
            // The planes are padded by one vector, so there is no remainder.
            var guide = new Vector<float>(_guideMean, i);
            var alpha = new Vector<float>(_alphaMean, i);
            var variance = new Vector<float>(_guideSquare, i) - (guide * guide);
            var a = (new Vector<float>(_product, i) - (guide * alpha)) / (variance + epsilon);
            (alpha - (a * guide)).CopyTo(_alphaMean, i);
            a.CopyTo(_product, i);
        }
    }
}
