using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>A thing as a cut-out: it stands still, or is lifted within half a second.</summary>
internal sealed class PropActor : IActor
{
    private const double LiftFrames = Scene.FramesPerSecond / 2.0;

    private readonly Mat _colour;
    private readonly Mat _alpha;
    private readonly Prop _prop;
    private readonly Rect _body;
    private int _number;

    public PropActor(string data, Prop prop)
    {
        _colour = Cv2.ImRead(Path.Combine(data, "objects", "images", prop.Picture + ".jpg"));
        _alpha = Cv2.ImRead(Path.Combine(data, "objects", "masks", prop.Picture + ".png"), ImreadModes.Grayscale);
        Foreground.Clean(_colour, _alpha, 1, green: false);
        _prop = prop;
        _body = Cv2.BoundingRect(_alpha);
    }

    /// <summary>How far it was moved aside, in picture widths.</summary>
    public double Aside { get; set; }

    public void Next(Mat colour, Mat alpha)
    {
        var lifted = _prop.IsHeld ? Math.Clamp((_number - _prop.HeldFrom) / LiftFrames, 0, 1) : 1;
        _number++;
        var scale = _prop.Height * Scene.Height / _body.Height;
        var bottom = _prop.Bottom + ((1 - lifted) * (1.05 + _prop.Height - _prop.Bottom));
        using var move = new Mat(2, 3, MatType.CV_64FC1, Scalar.All(0));
        move.Set(0, 0, scale);
        move.Set(1, 1, scale);
        move.Set(0, 2, ((_prop.X + Aside) * Scene.Width) - (scale * (_body.X + (_body.Width / 2.0))));
        move.Set(1, 2, (bottom * Scene.Height) - (scale * _body.Bottom));
        var size = new Size(Scene.Width, Scene.Height);
        Cv2.WarpAffine(_colour, colour, move, size, InterpolationFlags.Linear, BorderTypes.Replicate);
        Cv2.WarpAffine(_alpha, alpha, move, size, InterpolationFlags.Linear, BorderTypes.Constant);
    }

    public void Dispose()
    {
        _colour.Dispose();
        _alpha.Dispose();
    }
}
