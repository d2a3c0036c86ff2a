using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>
/// Simulates a photo of the room that an attacker might have: from a slightly different viewpoint, in different light. A raw picture: never written, zeroed by
/// its owner.
/// </summary>
internal static class AttackersPhoto
{
    private const float Aside = 0.035f;

    /// <summary>Derives the photo from a picture of the room.</summary>
    /// <param name="room">The room, BGR.</param>
    /// <returns>BGR; owned by the caller.</returns>
    public static Mat Of(Mat room)
    {
        var (width, height) = (room.Cols, room.Rows);
        Point2f[] from = [new(0, 0), new(width, 0), new(width, height), new(0, height)];
        Point2f[] to = [new(Aside * width, Aside * height / 2), new(width, -Aside * height), new(width * (1 - (Aside / 2)), height), new(-Aside * width / 2, height * (1 + Aside))];
        using var move = Cv2.GetPerspectiveTransform(from, to);
        var photo = new Mat();
        Cv2.WarpPerspective(room, photo, move, room.Size(), InterpolationFlags.Cubic, BorderTypes.Reflect101);
        Cv2.Multiply(photo, new Scalar(0.84, 0.9, 0.97), photo);
        Cv2.Add(photo, Scalar.All(8), photo);
        return photo;
    }
}
