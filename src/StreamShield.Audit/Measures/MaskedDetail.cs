using System.Numerics;
using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// What is finer than a Gaussian of sigma 3: grey level minus the Gaussian mean, both taken over the masked pixels only, so that an edge of the streamer beside
/// the mask counts as nobody's detail. Owns its buffers.
/// </summary>
internal sealed class MaskedDetail : IDisposable
{
    /// <summary>Of the Gaussian, in pixels.</summary>
    public const double Sigma = 3;

    private readonly Mat _weight = new();
    private readonly Mat _weightMean = new();
    private readonly Mat _grey = new();
    private readonly Mat _mean = new();

    /// <summary>Chooses the pixels that count until the next call.</summary>
    /// <param name="mask">255 where a pixel counts, else 0.</param>
    public void Look(Mat mask)
    {
        mask.ConvertTo(_weight, MatType.CV_32FC1, 1 / 255.0);
        Cv2.GaussianBlur(_weight, _weightMean, default, Sigma);
    }

    /// <summary>The detail of one picture.</summary>
    /// <param name="picture">BGR, 8 bits.</param>
    /// <param name="detail">Filled: signed levels, 32-bit; 0 where a pixel does not count.</param>
    public void Of(Mat picture, Mat detail)
    {
        Cv2.CvtColor(picture, _grey, ColorConversionCodes.BGR2GRAY);
        _grey.ConvertTo(detail, MatType.CV_32FC1);
        Cv2.Multiply(detail, _weight, detail);
        Cv2.GaussianBlur(detail, _mean, default, Sigma);
        Subtract(detail.Floats(), _mean.Floats(), _weight.Floats(), _weightMean.Floats());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weight.Dispose();
        _weightMean.Dispose();
        _grey.Dispose();
        _mean.Dispose();
    }

    /// <summary>Each value minus the mean of what counts around it; 0 where it does not count itself.</summary>
    private static void Subtract(Span<float> values, ReadOnlySpan<float> means, ReadOnlySpan<float> counts, ReadOnlySpan<float> countMeans)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var counted = Vector.GreaterThan(new Vector<float>(counts[i..]), Vector<float>.Zero);
            var detail = new Vector<float>(values[i..]) - (new Vector<float>(means[i..]) / new Vector<float>(countMeans[i..]));
            Vector.ConditionalSelect(counted, detail, Vector<float>.Zero).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = counts[i] > 0 ? values[i] - (means[i] / countMeans[i]) : 0;
        }
    }
}
