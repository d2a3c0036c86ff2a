using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// Compares a matte with the ground truth by the usual metrics: IoU at 0.5, boundary F within 0.008 of the diagonal, false and missed foreground. Owns its
/// buffers.
/// </summary>
public sealed class MatteMeter : IDisposable
{
    /// <summary>Tolerance of the boundary metric, as a share of the picture's diagonal.</summary>
    public const double BoundaryTolerance = 0.008;

    private readonly Mat _found = new();
    private readonly Mat _true = new();
    private readonly Mat _both = new();
    private readonly Mat _foundEdge = new();
    private readonly Mat _trueEdge = new();
    private readonly Mat _distance = new();
    private readonly Mat _three = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private readonly List<double> _ious = [];
    private readonly List<double> _boundaries = [];
    private long _room;
    private long _person;
    private long _false;
    private long _missed;

    /// <summary>Mean intersection over union; frames in which both are empty count as 1.</summary>
    public double IoU => _ious.Count == 0 ? double.NaN : _ious.Average();

    /// <summary>Mean boundary F-measure.</summary>
    public double BoundaryF => _boundaries.Count == 0 ? double.NaN : _boundaries.Average();

    /// <summary>Share of the room's pixels that the matte takes for the streamer.</summary>
    public double FalseForeground => _room == 0 ? 0 : (double)_false / _room;

    /// <summary>Share of the streamer's pixels that the matte takes for room.</summary>
    public double MissedForeground => _person == 0 ? 0 : (double)_missed / _person;

    /// <summary>Adds one frame.</summary>
    /// <param name="matte">The matte to judge.</param>
    /// <param name="truth">The true matte, of the same size.</param>
    public void Add(Mat matte, Mat truth)
    {
        ArgumentNullException.ThrowIfNull(matte);
        ArgumentNullException.ThrowIfNull(truth);
        Cv2.Threshold(matte, _found, 127, 255, ThresholdTypes.Binary);
        Cv2.Threshold(truth, _true, 127, 255, ThresholdTypes.Binary);
        Cv2.BitwiseAnd(_found, _true, _both);
        var (found, person, both) = (Cv2.CountNonZero(_found), Cv2.CountNonZero(_true), Cv2.CountNonZero(_both));
        _room += truth.Total() - person;
        _person += person;
        _false += found - both;
        _missed += person - both;
        _ious.Add(found + person == 0 ? 1 : (double)both / (found + person - both));
        _boundaries.Add(Boundary());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var picture in new[] { _found, _true, _both, _foundEdge, _trueEdge, _distance, _three })
        {
            picture.Dispose();
        }
    }

    private double Boundary()
    {
        Cv2.MorphologyEx(_found, _foundEdge, MorphTypes.Gradient, _three);
        Cv2.MorphologyEx(_true, _trueEdge, MorphTypes.Gradient, _three);
        var (found, expected) = (Cv2.CountNonZero(_foundEdge), Cv2.CountNonZero(_trueEdge));
        if (found == 0 || expected == 0)
        {
            return found == expected ? 1 : 0;
        }

        var precision = Near(_foundEdge, _trueEdge) / (double)found;
        var recall = Near(_trueEdge, _foundEdge) / (double)expected;
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>Number of edge pixels that have an edge pixel of the other picture within the tolerance.</summary>
    private int Near(Mat edge, Mat other)
    {
        var tolerance = BoundaryTolerance * Math.Sqrt(((double)edge.Cols * edge.Cols) + ((double)edge.Rows * edge.Rows));
        Cv2.BitwiseNot(other, _both);
        Cv2.DistanceTransform(_both, _distance, DistanceTypes.L2, DistanceTransformMasks.Mask3);
        var distances = _distance.Floats();
        var pixels = edge.Bytes();
        var near = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] != 0 && distances[i] <= tolerance)
            {
                near++;
            }
        }

        return near;
    }
}
