using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// The line-up: which of the candidate rooms has the colour layout of the output's background, after fitting gain and offset per channel. Equal distances
/// share their mean rank, so an output that reveals nothing ranks in the middle.
/// </summary>
public sealed class LineUp
{
    /// <summary>Columns of the compared layout.</summary>
    public const int Columns = 32;

    /// <summary>Rows of the compared layout.</summary>
    public const int Rows = 18;

    // Distances closer than this are equal: a difference within rounding error is not information.
    private const double Equal = 1e-6;

    private readonly float[] _sums = new float[Rows * Columns * 3];
    private readonly float[] _weights = new float[Rows * Columns];

    /// <summary>Adds one picture to what the attacker has seen: the cells of its layout that contain no part of a person.</summary>
    /// <param name="output">The output, BGR.</param>
    /// <param name="background">255 where the output shows no person, otherwise 0; the attacker segments the streamer himself.</param>
    public void Add(Mat output, Mat background)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(background);
        using var levels = Small(output);
        using var free = Small(background);
        var level = levels.Bytes();
        var whole = free.Bytes();
        for (var i = 0; i < _sums.Length; i++)
        {
            if (whole[i / 3] == 255)
            {
                _sums[i] += level[i];
                _weights[i / 3] += 1 / 3f;
            }
        }
    }

    /// <summary>Distance of a candidate's layout from the output's after the fit: 0 = identical, 1 = nothing in common.</summary>
    /// <param name="candidate">BGR, any size; stretched to the output's shape.</param>
    public double Distance(Mat candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        using var levels = new Mat();
        candidate.ConvertTo(levels, MatType.CV_32FC3);
        using var small = Small(levels);
        double left = 0, all = 0;
        for (var channel = 0; channel < 3; channel++)
        {
            var (variance, correlation) = Fit(small, channel);
            all += variance;
            left += variance * (1 - (Math.Max(0, correlation) * Math.Max(0, correlation)));
        }

        return all < 1e-3 ? 1 : left / all;
    }

    /// <summary>Rank of the true room among the candidates.</summary>
    /// <param name="distances">One per candidate.</param>
    /// <param name="truth">Index of the true room.</param>
    /// <returns>1 is the best; ties get their mean rank.</returns>
    public static double Rank(IReadOnlyList<double> distances, int truth)
    {
        ArgumentNullException.ThrowIfNull(distances);
        var own = distances[truth];
        var closer = distances.Count(distance => distance < own - Equal);
        var equal = distances.Count(distance => Math.Abs(distance - own) <= Equal);
        return closer + ((equal + 1) / 2.0);
    }

    private static Mat Small(Mat picture)
    {
        var small = new Mat();
        Cv2.Resize(picture, small, new Size(Columns, Rows), 0, 0, InterpolationFlags.Area);
        return small;
    }

    /// <summary>Weighted variance of the output's channel and its correlation with the candidate's.</summary>
    private (double Variance, double Correlation) Fit(Mat candidate, int channel)
    {
        var others = candidate.Floats();
        double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < _weights.Length; i++)
        {
            if (_weights[i] <= 0)
            {
                continue;
            }

            var (w, x, y) = ((double)_weights[i], (double)_sums[(i * 3) + channel] / _weights[i], (double)others[(i * 3) + channel]);
            n += w;
            a += w * x;
            b += w * y;
            aa += w * x * x;
            bb += w * y * y;
            ab += w * x * y;
        }

        if (n <= 0)
        {
            return (0, 0);
        }

        var varianceA = (aa / n) - (a / n * (a / n));
        var varianceB = (bb / n) - (b / n * (b / n));
        var covariance = (ab / n) - (a / n * (b / n));
        return varianceA < 1e-3 || varianceB < 1e-3 ? (Math.Max(0, varianceA), 0) : (varianceA, covariance / Math.Sqrt(varianceA * varianceB));
    }
}
