using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Attacks;

/// <summary>
/// Weissberg et al. 2025 ("Seeing Through"): takes what the tool shows (anybody can run the tool) and removes what a better segmenter calls the person, skin,
/// and what equals the hidden layer. Here the tool's matte is what differs from the hidden layer; colour differences are CIE 1976 instead of 2000.
/// </summary>
internal sealed class ResidueOfMatte : IReconstruction
{
    private const int PersonErosion = 5;
    private const int NoiseSide = 2;
    private const int MinDistance = 10;

    // Tolerances around the person's median skin tone, in OpenCV's HSV.
    private const int HueRange = 5;
    private const int SaturationRange = 35;
    private const int ValueRange = 40;

    private static readonly Scalar SkinFrom = new(0, 10, 40);
    private static readonly Scalar SkinTo = new(30, 255, 255);

    /// <inheritdoc/>
    public string Name => "Weissberg et al. 2025";

    /// <inheritdoc/>
    public string Idea => "Takes what the tool shows, removes the person with a better segmenter and by skin tone, and lays the rest of all frames over one another.";

    /// <inheritdoc/>
    public Mat Rebuild(IReadOnlyList<Seen> frames, Mat hiddenLayer)
    {
        var masks = frames.Select(frame => Mask(frame, hiddenLayer)).ToList();
        var picture = Canvas.Fill(frames, masks);
        masks.ForEach(mask => mask.Dispose());
        return picture;
    }

    private static Mat Mask(Seen frame, Mat hiddenLayer)
    {
        using var distance = HiddenLayer.Distance(frame.Output, hiddenLayer);
        var mask = new Mat();
        Cv2.Threshold(distance, mask, MinDistance - 1, 255, ThresholdTypes.Binary);
        using var noise = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(NoiseSide, NoiseSide));
        Cv2.MorphologyEx(mask, mask, MorphTypes.Open, noise);
        using var shape = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(PersonErosion, PersonErosion));
        using var person = new Mat();
        Cv2.Erode(frame.Person, person, shape);
        mask.SetTo(Scalar.All(0), person);
        using var skin = Skin(frame.Output, person);
        mask.SetTo(Scalar.All(0), skin);
        return mask;
    }

    /// <summary>Pixels of the person that are close to the person's median skin tone.</summary>
    private static Mat Skin(Mat output, Mat person)
    {
        using var hsv = new Mat();
        Cv2.CvtColor(output, hsv, ColorConversionCodes.BGR2HSV);
        var skin = new Mat();
        Cv2.InRange(hsv, SkinFrom, SkinTo, skin);
        Cv2.BitwiseAnd(skin, person, skin);
        if (Cv2.CountNonZero(skin) == 0)
        {
            return skin;
        }

        var tone = Enumerable.Range(0, 3).Select(channel => Median(hsv, skin, channel)).ToArray();
        Cv2.InRange(hsv, new Scalar(tone[0] - HueRange, tone[1] - SaturationRange, tone[2] - ValueRange),
            new Scalar(tone[0] + HueRange, tone[1] + SaturationRange, tone[2] + ValueRange), skin);
        return skin;
    }

    private static int Median(Mat hsv, Mat mask, int channel)
    {
        Span<int> counts = stackalloc int[256];
        var levels = hsv.Bytes();
        var chosen = mask.Bytes();
        var all = 0;
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] != 0)
            {
                counts[levels[(i * 3) + channel]]++;
                all++;
            }
        }

        var level = 0;
        for (var seen = counts[0]; seen * 2 < all; seen += counts[level])
        {
            level++;
        }

        return level;
    }
}
