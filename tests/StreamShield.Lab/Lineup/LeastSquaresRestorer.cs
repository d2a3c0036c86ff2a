using OpenCvSharp;

namespace StreamShield.Lab.Lineup;

/// <summary>
/// The best linear guess of every pixel from all that a coarse blur holds: regression with a ridge from the whole picture, in 12x7 places, to the room at half size. Unlike a filter
/// it knows that the blur's cells stand still.
/// </summary>
internal sealed class LeastSquaresRestorer : IRestorer
{
    private const double Ridge = 30;
    private static readonly Size Places = new(12, 7);
    private static readonly Size Target = new(320, 180);

    private Mat? _weights;

    /// <inheritdoc/>
    public string Name => "least squares";

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Mat> hidden, IReadOnlyList<Mat> rooms)
    {
        using var seen = Rows(hidden.Select(Features));
        using var real = Rows(rooms.Select(room => Row(room, Target)));
        using var squares = new Mat();
        using var products = new Mat();
        using var none = new Mat();
        Cv2.MulTransposed(seen, squares, aTa: true);
        using (var diagonal = squares.Diag())
        {
            Cv2.Add(diagonal, Scalar.All(Ridge * Ridge), diagonal);
        }

        Cv2.Gemm(seen, real, 1, none, 0, products, GemmFlags.A_T);
        _weights = new Mat();
        Cv2.Solve(squares, products, _weights, DecompTypes.Cholesky);
    }

    /// <inheritdoc/>
    public Mat Restore(Mat hidden)
    {
        using var features = Features(hidden);
        using var none = new Mat();
        using var row = new Mat();
        Cv2.Gemm(features, _weights!, 1, none, 0, row);
        using var small = row.Reshape(3, Target.Height);
        var restored = new Mat();
        Cv2.Resize(small, restored, hidden.Size(), 0, 0, InterpolationFlags.Cubic);
        return restored;
    }

    /// <inheritdoc/>
    public void Dispose() => _weights?.Dispose();

    /// <summary>The colours of all places, and a one.</summary>
    private static Mat Features(Mat picture)
    {
        using var row = Row(picture, Places);
        using var one = new Mat(1, 1, MatType.CV_32FC1, Scalar.All(255));
        var features = new Mat();
        Cv2.HConcat(row, one, features);
        return features;
    }

    private static Mat Row(Mat picture, Size size)
    {
        using var small = picture.Resize(size, 0, 0, InterpolationFlags.Area);
        using var row = small.Reshape(1, 1);
        var numbers = new Mat();
        row.ConvertTo(numbers, MatType.CV_32FC1);
        return numbers;
    }

    private static Mat Rows(IEnumerable<Mat> rows)
    {
        var all = rows.ToArray();
        var together = new Mat();
        Cv2.VConcat(all, together);
        foreach (var row in all)
        {
            row.Dispose();
        }

        return together;
    }
}
