using OpenCvSharp;
using OpenCvSharp.Features2D;

namespace StreamShield.Audit.Measures;

/// <summary>
/// Matches the attacker's photo of a room with a picture: mutual SIFT matches, then the RANSAC inliers of one homography. Up to 7 happen by chance;
/// from 12 on, the room counts as found. Owns its features; not thread-safe.
/// </summary>
public sealed class RoomMatcher : IDisposable
{
    /// <summary>Number of inliers from which a room counts as found.</summary>
    public const int Found = 12;

    private const int MaxFeatures = 6000;
    private const double Distinctness = 0.8;
    private const double TolerancePixels = 5;

    private readonly SIFT _sift = SIFT.Create(MaxFeatures, 3, 0.02);
    private readonly KeyPoint[] _places;
    private readonly Mat _features = new();

    /// <summary>Extracts the photo's features.</summary>
    /// <param name="photo">BGR; only read during the call.</param>
    public RoomMatcher(Mat photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        _places = Describe(photo, _features);
    }

    /// <summary>Searches for the photo's room in a picture.</summary>
    /// <param name="picture">BGR.</param>
    /// <returns>Number of features that agree on one view of the room.</returns>
    public int Inliers(Mat picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var features = new Mat();
        var places = Describe(picture, features);
        if (places.Length < 4 || _places.Length < 4)
        {
            return 0;
        }

        var pairs = Pair(features);
        if (pairs.Count < 4)
        {
            return 0;
        }

        using var agreed = new Mat();
        using var view = Cv2.FindHomography(
            pairs.Select(pair => Of(places[pair.QueryIdx])), pairs.Select(pair => Of(_places[pair.TrainIdx])), HomographyMethods.Ransac, TolerancePixels, agreed);
        return view.Empty() || IsFolded(view) ? 0 : Cv2.CountNonZero(agreed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sift.Dispose();
        _features.Dispose();
    }

    private static Point2d Of(KeyPoint place) => new(place.Pt.X, place.Pt.Y);

    /// <summary>True for a homography that mirrors the room or squeezes it to a line: a chance match.</summary>
    private static bool IsFolded(Mat view)
    {
        var size = (view.At<double>(0, 0) * view.At<double>(1, 1)) - (view.At<double>(0, 1) * view.At<double>(1, 0));
        return size is < 0.1 or > 10 or double.NaN;
    }

    private KeyPoint[] Describe(Mat picture, Mat features)
    {
        using var grey = new Mat();
        Cv2.CvtColor(picture, grey, ColorConversionCodes.BGR2GRAY);
        _sift.DetectAndCompute(grey, null, out var places, features);
        return places;
    }

    /// <summary>Distinct, mutual matches, one per feature.</summary>
    private List<DMatch> Pair(Mat features)
    {
        using var matcher = new BFMatcher(NormTypes.L2);
        var back = matcher.Match(_features, features);
        return [.. matcher.KnnMatch(features, _features, 2)
            .Where(two => two.Length == 2 && two[0].Distance < Distinctness * two[1].Distance && back[two[0].TrainIdx].TrainIdx == two[0].QueryIdx)
            .Select(two => two[0])];
    }
}
