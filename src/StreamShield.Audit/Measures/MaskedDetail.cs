using System.Numerics;
using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// Detail finer than a Gaussian of sigma 3: grey level minus Gaussian mean, both over the masked pixels only, so that the streamer's edge next to
/// the mask does not count as detail. Owns its buffers; not thread-safe.
/// </summary>
internal sealed class MaskedDetail : IDisposable
{
    /// <summary>Sigma of the Gaussian in pixels.</summary>
    public const double Sigma = 3;

    private readonly Mat _weight = new();
    private readonly Mat _weightMean = new();
    private readonly Mat _grey = new();
    private readonly Mat _mean = new();

    /// <summary>Sets the mask that <see cref="Of"/> uses until the next call.</summary>
    /// <param name="mask">255 for the pixels that count, otherwise 0.</param>
    public void SetMask(Mat mask)
    {
        mask.ConvertTo(_weight, MatType.CV_32FC1, 1 / 255.0);
        Cv2.GaussianBlur(_weight, _weightMean, default, Sigma);
    }

    /// <summary>Computes the detail of one picture.</summary>
    /// <param name="picture">BGR, 8 bits.</param>
    /// <param name="detail">Receives the signed detail in levels, 32-bit float; 0 outside the mask.</param>
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

    /// <summary>Subtracts from each value the mean of the masked pixels around it; 0 outside the mask.</summary>
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
