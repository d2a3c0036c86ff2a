using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>A photographed person as a cut-out that is moved, turned and scaled. Arms cannot move.</summary>
internal sealed class CutOutActor : IActor
{
    private readonly Mat _colour;
    private readonly Mat _alpha;
    private readonly Casting _casting;
    private readonly int _frames;
    private readonly Rect _body;
    private readonly int _step;
    private int _number;

    public CutOutActor(string data, Casting casting, int frames, int step = 1)
    {
        _step = step;
        var (kind, name) = (Path.GetDirectoryName(casting.Picture)!, Path.GetFileName(casting.Picture));
        _colour = Cv2.ImRead(Path.Combine(data, "people", kind, "images", name + ".jpg"));
        _alpha = Cv2.ImRead(Path.Combine(data, "people", kind, "masks", name + ".png"), ImreadModes.Grayscale);
        Cv2.Resize(_alpha, _alpha, _colour.Size(), 0, 0, InterpolationFlags.Area);
        Cv2.Threshold(_alpha, _alpha, 127, 255, ThresholdTypes.Binary);
        using (var shape = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(5, 5)))
        {
            Cv2.MorphologyEx(_alpha, _alpha, MorphTypes.Close, shape);
        }

        KeepLargest(_alpha);
        using (var three = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(3, 3)))
        {
            Cv2.Erode(_alpha, _alpha, three);
        }

        _body = Cv2.BoundingRect(_alpha);
        Foreground.Clean(_colour, _alpha, 1, green: false);
        Cv2.GaussianBlur(_alpha, _alpha, default, 0.8);
        if (casting.Mirrored)
        {
            Cv2.Flip(_colour, _colour, FlipMode.Y);
            Cv2.Flip(_alpha, _alpha, FlipMode.Y);
            _body.X = _colour.Cols - _body.Right;
        }

        _casting = casting;
        _frames = frames;
    }

    public void Next(Mat colour, Mat alpha)
    {
        var stand = Stand.At(_casting.Moves, _number, _frames, _casting.Start);
        _number += _step;
        var size = new Size(Scene.Width, Scene.Height);
        // A photograph that cuts the person off is made tall enough to reach the picture's lower border.
        var cut = _body.Bottom >= _colour.Rows - 4;
        var upright = _casting.Moves is Moves.Standing or Moves.WalksThrough;
        var tall = upright && !cut ? 0.93 : cut ? 1.02 : 1.75;
        var scale = tall * Scene.Height / _body.Height * stand.Scale;
        // The pivot is the middle of the feet or of the cut-off edge; it stays on the line where it stood.
        var pivot = new Point2d(_body.X + (_body.Width / 2.0), upright || cut ? _body.Bottom : _body.Y + (_body.Height * 0.6));
        var foot = upright && !cut ? 0.985 : cut ? 1.05 : 1.09;
        using var move = new Mat(2, 3, MatType.CV_64FC1);
        var (sin, cos) = Math.SinCos(stand.Turn);
        var across = scale * stand.Width;
        var (x, y) = (stand.X * Scene.Width, (foot + stand.Y) * Scene.Height);
        move.Set(0, 0, across * cos);
        move.Set(0, 1, -scale * sin);
        move.Set(0, 2, x - ((across * cos * pivot.X) - (scale * sin * pivot.Y)));
        move.Set(1, 0, across * sin);
        move.Set(1, 1, scale * cos);
        move.Set(1, 2, y - ((across * sin * pivot.X) + (scale * cos * pivot.Y)));
        Cv2.WarpAffine(_colour, colour, move, size, InterpolationFlags.Linear, BorderTypes.Replicate);
        // Cut-off people go on below the photograph.
        Cv2.WarpAffine(_alpha, alpha, move, size, InterpolationFlags.Linear, BorderTypes.Constant);
    }

    public void Dispose()
    {
        _colour.Dispose();
        _alpha.Dispose();
    }

    private static void KeepLargest(Mat alpha)
    {
        using var labels = new Mat();
        using var stats = new Mat();
        using var centres = new Mat();
        var count = Cv2.ConnectedComponentsWithStats(alpha, labels, stats, centres);
        if (count < 2)
        {
            throw new InvalidDataException("A person's mask is empty.");
        }

        var largest = Enumerable.Range(1, count - 1).MaxBy(i => stats.At<int>(i, (int)ConnectedComponentsTypes.Area));
        using var kept = new Mat();
        Cv2.Compare(labels, Scalar.All(largest), kept, CmpTypes.EQ);
        kept.CopyTo(alpha);
    }
}
