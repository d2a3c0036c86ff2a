using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Truth;

namespace StreamShield.Audit.Attacks;

/// <summary>
/// Temporal super-resolution: aligns the frames, averages the hidden part over time so that noise and dither cancel, and deconvolves the average with Gaussians
/// of several widths (Wiener filter). Owns its buffers.
/// </summary>
internal sealed class SuperResolution : IDisposable
{
    /// <summary>Standard deviations of the blurs to undo, in pixels.</summary>
    public static readonly IReadOnlyList<double> Sigmas = [2, 5, 10, 18, 36];

    private const double NoiseShare = 1e-3;
    private const double MinAgreement = 0.3;
    private const double MaxShift = 16;

    /// <summary>Smaller shifts are within the error of the estimate.</summary>
    private const double MinShift = 1;
    private const int Shrink = 4;

    private readonly Mat _sums;
    private readonly Mat _counts;
    private readonly Mat _first = new();
    private readonly Mat _levels = new();
    private readonly Mat _hidden = new();
    private readonly Mat _small = new();
    private readonly Mat _one;

    /// <summary>The shift that OpenCV finds between a picture and itself: half a pixel if a side of its transform is odd.</summary>
    private Point2d _noShift;

    /// <summary>Creates an empty average.</summary>
    public SuperResolution(int width, int height)
    {
        _sums = new Mat(height, width, MatType.CV_32FC3, Scalar.All(0));
        _counts = new Mat(height, width, MatType.CV_32FC1, Scalar.All(0));
        _one = new Mat(height, width, MatType.CV_32FC1, Scalar.All(1));
    }

    /// <summary>Adds one output frame.</summary>
    /// <param name="output">The output frame, BGR.</param>
    /// <param name="person">255 where the streamer is.</param>
    public void Add(Mat output, Mat person)
    {
        Cv2.BitwiseNot(person, _hidden);
        var (x, y) = Shift(output);
        if (x != 0 || y != 0)
        {
            using var move = new Mat(2, 3, MatType.CV_64FC1, Scalar.All(0));
            move.Set(0, 0, 1.0);
            move.Set(1, 1, 1.0);
            move.Set(0, 2, -x);
            move.Set(1, 2, -y);
            using var moved = new Mat();
            Cv2.WarpAffine(output, moved, move, output.Size(), InterpolationFlags.Cubic, BorderTypes.Replicate);
            Cv2.WarpAffine(_hidden, _hidden, move, output.Size(), InterpolationFlags.Nearest);
            moved.ConvertTo(_levels, MatType.CV_32FC3);
        }
        else
        {
            output.ConvertTo(_levels, MatType.CV_32FC3);
        }

        Cv2.Add(_sums, _levels, _sums, _hidden);
        Cv2.Add(_counts, _one, _counts, _hidden);
    }

    /// <summary>The average of the hidden part, BGR; owned by the caller.</summary>
    public Mat Average()
    {
        var average = new Mat(_sums.Size(), MatType.CV_8UC3, Scalar.All(0));
        using var known = new Mat();
        Cv2.Compare(_counts, Scalar.All(0), known, CmpTypes.GT);
        var target = average.Bytes();
        var sums = _sums.Floats();
        var counts = _counts.Floats();
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = counts[i / 3] > 0 ? (byte)Math.Round(sums[i] / counts[i / 3]) : (byte)0;
        }

        SmoothFill.Into(average, known);
        return average;
    }

    /// <summary>Undoes a Gaussian blur as far as noise permits.</summary>
    /// <param name="picture">BGR.</param>
    /// <param name="sigma">Standard deviation in pixels.</param>
    /// <returns>BGR; owned by the caller.</returns>
    public static Mat Deconvolve(Mat picture, double sigma)
    {
        var channels = Cv2.Split(picture);
        foreach (var channel in channels)
        {
            Deconvolve1(channel, sigma);
        }

        var restored = new Mat();
        Cv2.Merge(channels, restored);
        Array.ForEach(channels, channel => channel.Dispose());
        return restored;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var picture in new[] { _sums, _counts, _first, _levels, _hidden, _small, _one })
        {
            picture.Dispose();
        }
    }

    private static void Deconvolve1(Mat channel, double sigma)
    {
        var border = (int)Math.Ceiling(3 * sigma);
        using var padded = new Mat();
        Cv2.CopyMakeBorder(channel, padded, border, border, border, border, BorderTypes.Reflect101);
        var (rows, columns) = (Cv2.GetOptimalDFTSize(padded.Rows), Cv2.GetOptimalDFTSize(padded.Cols));
        Cv2.CopyMakeBorder(padded, padded, 0, rows - padded.Rows, 0, columns - padded.Cols, BorderTypes.Reflect101);
        using var levels = new Mat();
        padded.ConvertTo(levels, MatType.CV_32FC1);
        using var spectrum = new Mat();
        Cv2.Dft(levels, spectrum, DftFlags.ComplexOutput);
        var values = spectrum.Floats();
        for (var y = 0; y < rows; y++)
        {
            var v = Math.Min(y, rows - y) / (double)rows;
            for (var x = 0; x < columns; x++)
            {
                var u = Math.Min(x, columns - x) / (double)columns;
                var passed = Math.Exp(-2 * Math.PI * Math.PI * sigma * sigma * ((u * u) + (v * v)));
                var gain = (float)(passed * (1 + NoiseShare) / ((passed * passed) + NoiseShare));
                values[((y * columns) + x) * 2] *= gain;
                values[(((y * columns) + x) * 2) + 1] *= gain;
            }
        }

        Cv2.Idft(spectrum, levels, DftFlags.Scale | DftFlags.RealOutput);
        using var middle = levels[new Rect(border, border, channel.Cols, channel.Rows)];
        middle.ConvertTo(channel, MatType.CV_8UC1);
    }

    /// <summary>The shift of the hidden layer since the first frame; zero if it cannot be estimated.</summary>
    private (double X, double Y) Shift(Mat output)
    {
        Cv2.Resize(output, _small, new Size(output.Cols / Shrink, output.Rows / Shrink), 0, 0, InterpolationFlags.Area);
        using var grey = new Mat();
        Cv2.CvtColor(_small, grey, ColorConversionCodes.BGR2GRAY);
        grey.ConvertTo(grey, MatType.CV_32FC1);
        using var noWindow = new Mat();
        if (_first.Empty())
        {
            grey.CopyTo(_first);
            _noShift = Cv2.PhaseCorrelate(_first, _first, noWindow, out _);
            return (0, 0);
        }

        var shift = Cv2.PhaseCorrelate(_first, grey, noWindow, out var agreement);
        var (x, y) = ((shift.X - _noShift.X) * Shrink, (shift.Y - _noShift.Y) * Shrink);
        return agreement < MinAgreement || Math.Abs(x) + Math.Abs(y) is < MinShift or > MaxShift ? (0, 0) : (x, y);
    }
}
