using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Attacks;

/// <summary>
/// Hilgefort, Arp, Rieck 2021 ("Spying through Virtual Backgrounds"): pixels outside the person that differ from the hidden layer, averaged over all frames.
/// </summary>
internal sealed class AggregatedLeaks : IReconstruction
{
    private const int PersonMargin = 9;
    private const int MinDistance = 10;

    /// <inheritdoc/>
    public string Name => "Hilgefort, Arp, Rieck 2021";

    /// <inheritdoc/>
    public string Idea => "Keeps pixels that differ from the hidden layer outside the person and averages them over all frames.";

    /// <inheritdoc/>
    public Mat Rebuild(IReadOnlyList<Seen> frames, Mat hiddenLayer)
    {
        var size = hiddenLayer.Size();
        using var sums = new Mat(size, MatType.CV_32FC3, Scalar.All(0));
        using var counts = new Mat(size, MatType.CV_32FC1, Scalar.All(0));
        using var margin = Canvas.Shape(PersonMargin);
        using var person = new Mat();
        using var levels = new Mat();
        using var one = new Mat(size, MatType.CV_32FC1, Scalar.All(1));
        foreach (var frame in frames)
        {
            using var mask = HiddenLayer.Distance(frame.Output, hiddenLayer);
            Cv2.Threshold(mask, mask, MinDistance - 1, 255, ThresholdTypes.Binary);
            Cv2.Dilate(frame.Person, person, margin);
            mask.SetTo(Scalar.All(0), person);
            frame.Output.ConvertTo(levels, MatType.CV_32FC3);
            Cv2.Add(sums, levels, sums, mask);
            Cv2.Add(counts, one, counts, mask);
        }

        var picture = new Mat(size, MatType.CV_8UC3, Scalar.All(Canvas.Empty));
        var target = picture.Bytes();
        var sum = sums.Floats();
        var count = counts.Floats();
        for (var i = 0; i < target.Length; i++)
        {
            if (count[i / 3] > 0)
            {
                target[i] = (byte)Math.Round(sum[i] / count[i / 3]);
            }
        }

        return picture;
    }
}
