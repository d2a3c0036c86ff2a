using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Audit.Truth;

/// <summary>
/// The empty room as far as the audit knows it. A raw picture: only measured with, never written to disk, zeroed when disposed.
/// </summary>
public sealed class RoomEstimate : IDisposable
{
    /// <summary>Minimum confidence of a known pixel in a plate.</summary>
    private const int MinConfidence = 128;

    /// <summary>Creates an estimate, which takes ownership of both pictures.</summary>
    /// <param name="picture">The room, BGR.</param>
    /// <param name="known">255 where the room is known, otherwise 0.</param>
    public RoomEstimate(Mat picture, Mat known)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(known);
        Picture = picture;
        Known = known;
    }

    /// <summary>The room, BGR; where it is unknown, the nearest known colours.</summary>
    public Mat Picture { get; }

    /// <summary>255 where the room is known, otherwise 0.</summary>
    public Mat Known { get; }

    /// <summary>Share of the picture in which the room is known, 0..1.</summary>
    public double KnownShare => (double)Cv2.CountNonZero(Known) / Known.Total();

    /// <summary>Creates an estimate from a captured plate.</summary>
    /// <param name="plate">The plate, which is copied.</param>
    public static RoomEstimate From(Plate plate)
    {
        ArgumentNullException.ThrowIfNull(plate);
        using var pixels = Mat.FromPixelData(plate.Size.Height, plate.Size.Width, MatType.CV_8UC3, plate.Address);
        var known = new Mat(pixels.Size(), MatType.CV_8UC1);
        plate.Confidence.CopyTo(known.Bytes());
        Cv2.Compare(known, Scalar.All(MinConfidence), known, CmpTypes.GE);
        return new RoomEstimate(pixels.Clone(), known);
    }

    /// <summary>Fills unknown pixels from another estimate.</summary>
    public void Complete(RoomEstimate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        using var missing = new Mat();
        Cv2.BitwiseNot(Known, missing);
        Cv2.BitwiseAnd(missing, other.Known, missing);
        other.Picture.CopyTo(Picture, missing);
        Cv2.BitwiseOr(Known, missing, Known);
    }

    /// <summary>The room as seen by a camera that has moved.</summary>
    /// <param name="shift">Transform from this estimate to the new view.</param>
    /// <returns>A new estimate, owned by the caller.</returns>
    public RoomEstimate Moved(RoomShift shift)
    {
        // The transform is about the picture's centre, in picture heights: see RoomShift.
        var (height, x, y) = (Picture.Rows, (Picture.Cols - 1) / 2.0, (Picture.Rows - 1) / 2.0);
        using var move = new Mat(2, 3, MatType.CV_64FC1);
        move.Set(0, 0, shift.Scale);
        move.Set(0, 1, -shift.Skew);
        move.Set(0, 2, x + (shift.X * height) - (shift.Scale * x) + (shift.Skew * y));
        move.Set(1, 0, shift.Skew);
        move.Set(1, 1, shift.Scale);
        move.Set(1, 2, y + (shift.Y * height) - (shift.Skew * x) - (shift.Scale * y));
        var picture = new Mat();
        var known = new Mat();
        Cv2.WarpAffine(Picture, picture, move, Picture.Size(), InterpolationFlags.Linear, BorderTypes.Replicate);
        Cv2.WarpAffine(Known, known, move, Known.Size(), InterpolationFlags.Nearest);
        return new RoomEstimate(picture, known);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Picture.SetTo(Scalar.All(0));
        Picture.Dispose();
        Known.Dispose();
    }
}
