using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Lab.Lineup;

/// <summary>Pictures of rooms, and the attacker's own photographs of them: another viewpoint, another light.</summary>
internal static class Photograph
{
    /// <summary>A corner moves by up to this part of the picture.</summary>
    private const double Viewpoint = 0.04;

    /// <summary>Reads a picture, its middle cut to a size.</summary>
    /// <returns>B G R.</returns>
    public static byte[] Read(string path, FrameSize size)
    {
        using var picture = Cv2.ImRead(path, ImreadModes.Color);
        return new BackgroundImage(picture.Width, picture.Height, picture.AsSpan<byte>()).CoverBgr(size.Width, size.Height);
    }

    /// <summary>Photographs a room once more.</summary>
    /// <returns>B G R.</returns>
    public static byte[] Again(byte[] bgr, FrameSize size, Random random)
    {
        using var room = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, bgr);
        Point2f[] corners = [new(0, 0), new(size.Width, 0), new(size.Width, size.Height), new(0, size.Height)];
        float Jitter(int side) => (float)(((random.NextDouble() * 2) - 1) * Viewpoint * side);
        var moved = corners.Select(corner => new Point2f(corner.X + Jitter(size.Width), corner.Y + Jitter(size.Height)));
        using var view = Cv2.GetPerspectiveTransform(corners, moved);
        using var seen = new Mat();
        Cv2.WarpPerspective(room, seen, view, room.Size(), InterpolationFlags.Linear, BorderTypes.Reflect);
        double Between(double least, double most) => least + (random.NextDouble() * (most - least));
        var exposure = Between(0.85, 1.15);
        var light = Enumerable.Range(0, 3).Select(_ => (Gamma: Between(0.8, 1.25), Gain: exposure * Between(0.8, 1.2), Offset: Between(-0.05, 0.05))).ToArray();
        var photo = seen.AsSpan<byte>().ToArray();
        for (var i = 0; i < photo.Length; i++)
        {
            var (gamma, gain, offset) = light[i % 3];
            photo[i] = (byte)Math.Clamp(255 * ((Math.Pow(photo[i] / 255.0, gamma) * gain) + offset), 0, 255);
        }

        return photo;
    }
}
