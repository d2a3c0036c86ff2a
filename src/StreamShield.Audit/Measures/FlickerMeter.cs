using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// Flow-warping error of a matte: the difference between each frame's matte and the previous one, warped along the raw picture's optical flow, where the warped
/// raw picture matches. In alpha 0..1, averaged over the streamer's surroundings, at a quarter of the size. Owns its buffers; not thread-safe.
/// </summary>
public sealed class FlickerMeter : IDisposable
{
    private const int Shrink = 4;
    private const int Agreement = 12;

    private readonly Mat _small = new();
    private readonly Mat _flow = new();
    private readonly Mat _moved = new();
    private readonly Mat _near = new();
    private readonly Mat _shape = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(15, 15));
    private Mat _grey = new();
    private Mat _matte = new();
    private Mat _greyBefore = new();
    private Mat _matteBefore = new();
    private double _error;
    private long _pixels;

    /// <summary>The mean error, 0..1; NaN before the second frame.</summary>
    public double Mean => _pixels == 0 ? double.NaN : _error / _pixels;

    /// <summary>Adds the next frame.</summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="matte">The frame's matte.</param>
    public void Add(Mat raw, Mat matte)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(matte);
        (_grey, _greyBefore) = (_greyBefore, _grey);
        (_matte, _matteBefore) = (_matteBefore, _matte);
        var size = new Size(raw.Cols / Shrink, raw.Rows / Shrink);
        Cv2.Resize(raw, _small, size, 0, 0, InterpolationFlags.Area);
        Cv2.CvtColor(_small, _grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Resize(matte, _matte, size, 0, 0, InterpolationFlags.Area);
        if (!_greyBefore.Empty())
        {
            Compare();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var picture in new[] { _small, _flow, _moved, _near, _shape, _grey, _matte, _greyBefore, _matteBefore })
        {
            picture.Dispose();
        }
    }

    private void Compare()
    {
        // Flow from this frame back to the previous one: where each of this frame's pixels came from.
        Cv2.CalcOpticalFlowFarneback(_grey, _greyBefore, _flow, 0.5, 3, 15, 2, 5, 1.2, OpticalFlowFlags.None);
        var flow = _flow.Floats();
        for (var i = 0; i < flow.Length / 2; i++)
        {
            flow[2 * i] += i % _flow.Cols;
            flow[(2 * i) + 1] += i / _flow.Cols;
        }

        Cv2.Max(_matte, _matteBefore, _near);
        Cv2.Threshold(_near, _near, 0, 255, ThresholdTypes.Binary);
        Cv2.Dilate(_near, _near, _shape);
        using var nothing = new Mat();
        Cv2.Remap(_greyBefore, _moved, _flow, nothing, InterpolationFlags.Linear, BorderTypes.Replicate);
        using var disagreement = new Mat();
        Cv2.Absdiff(_moved, _grey, disagreement);
        Cv2.Remap(_matteBefore, _moved, _flow, nothing, InterpolationFlags.Linear, BorderTypes.Replicate);
        Cv2.Absdiff(_moved, _matte, _moved);
        var near = _near.Bytes();
        var unlike = disagreement.Bytes();
        var errors = _moved.Bytes();
        for (var i = 0; i < near.Length; i++)
        {
            if (near[i] != 0 && unlike[i] <= Agreement)
            {
                _error += errors[i] / 255.0;
                _pixels++;
            }
        }
    }
}
