using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// The share of a person's inner pixels that the output shows unchanged: "kept" for the streamer, "others shown" for anybody else. Luma and chroma are compared
/// over 3x3 pixels, because outputs subsample chroma. Over a blur of the real room, plain clothes can match by chance; a solid effect measures exactly. Owns
/// its buffers.
/// </summary>
public sealed class ShownMeter : IDisposable
{
    /// <summary>Minimum distance of an inner pixel from the edge, in pixels.</summary>
    public const int Margin = 4;

    /// <summary>Alpha from which a pixel belongs to the person alone.</summary>
    public const byte Sure = 250;

    private const int LumaTolerance = 8;
    private const int ColourTolerance = 12;

    private readonly Mat _raw = new();
    private readonly Mat _output = new();
    private readonly Mat _inner = new();
    private readonly Mat _near = new();
    private readonly Mat _shape = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * Margin) + 1, (2 * Margin) + 1));
    private long _pixels;
    private long _shown;

    /// <summary>Shown pixels as a share of the inner pixels of all frames, 0..1; NaN if there were none.</summary>
    public double Share => _pixels == 0 ? double.NaN : (double)_shown / _pixels;

    /// <summary>Adds one frame.</summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="output">What was shown, BGR.</param>
    /// <param name="matte">The person's alpha.</param>
    public void Add(Mat raw, Mat output, Mat matte)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(matte);
        Cv2.Threshold(matte, _inner, Sure - 1, 255, ThresholdTypes.Binary);
        Cv2.Erode(_inner, _inner, _shape);
        var around = Cv2.BoundingRect(_inner);
        if (around.Width == 0)
        {
            return;
        }

        Smooth(raw, around, _raw);
        Smooth(output, around, _output);
        using var innerPart = _inner[around];
        innerPart.CopyTo(_near);
        var inner = _near.Bytes();
        var one = _raw.Bytes();
        var two = _output.Bytes();
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == 0)
            {
                continue;
            }

            _pixels++;
            var at = i * 3;
            if (Math.Abs(one[at] - two[at]) <= LumaTolerance
                && Math.Abs(one[at + 1] - two[at + 1]) <= ColourTolerance
                && Math.Abs(one[at + 2] - two[at + 2]) <= ColourTolerance)
            {
                _shown++;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _raw.Dispose();
        _output.Dispose();
        _inner.Dispose();
        _near.Dispose();
        _shape.Dispose();
    }

    private static void Smooth(Mat picture, Rect around, Mat smooth)
    {
        using var part = picture[around];
        Cv2.Blur(part, smooth, new Size(3, 3));
        Cv2.CvtColor(smooth, smooth, ColorConversionCodes.BGR2YCrCb);
    }
}
