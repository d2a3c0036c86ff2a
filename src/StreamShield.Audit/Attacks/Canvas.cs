using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>Composites the leaked pixels of many frames into one picture, starting with the frame that leaks most.</summary>
internal static class Canvas
{
    /// <summary>Grey level of pixels where nothing was found.</summary>
    public const byte Empty = 128;

    /// <summary>Takes each pixel from the frame with the largest mask that contains it. The caller owns the result.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="masks">One per frame; 255 where its pixel counts as leaked.</param>
    public static Mat Fill(IReadOnlyList<Seen> frames, IReadOnlyList<Mat> masks)
    {
        var picture = new Mat(frames[0].Output.Size(), MatType.CV_8UC3, Scalar.All(Empty));
        using var free = new Mat(picture.Size(), MatType.CV_8UC1, Scalar.All(255));
        using var now = new Mat();
        foreach (var i in Enumerable.Range(0, frames.Count).OrderByDescending(i => Cv2.CountNonZero(masks[i])))
        {
            Cv2.BitwiseAnd(masks[i], free, now);
            frames[i].Output.CopyTo(picture, now);
            free.SetTo(Scalar.All(0), now);
        }

        return picture;
    }

    /// <summary>An elliptical structuring element for erosion and dilation. The caller owns it.</summary>
    public static Mat Shape(int side) => Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(side, side));
}
