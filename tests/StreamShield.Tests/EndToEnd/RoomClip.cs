using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>The <see cref="Room"/> as a video file, and video files for the witness.</summary>
internal static class RoomClip
{
    /// <summary>Writes pictures 1, 2, … as MJPEG, which keeps their fine texture.</summary>
    public static string Write(string path, Room room, int pictures, double rate, Func<long, bool> whiteCorner)
    {
        using var pool = new FramePool(Room.Size, 1);
        using var writer = new VideoWriter(path, VideoWriter.FourCC("MJPG"), rate, new Size(Room.Size.Width, Room.Size.Height));
        Assert.True(writer.IsOpened());
        for (var number = 1; number <= pictures; number++)
        {
            using var frame = pool.Rent();
            room.Draw(number, frame.Pixels, whiteCorner(number));
            using var picture = Mat.FromPixelData(Room.Size.Height, Room.Size.Width, MatType.CV_8UC3, frame.Address);
            writer.Write(picture);
        }

        return path;
    }

    /// <summary>Shows every picture of a video to a witness.</summary>
    public static void Examine(string path, LeakWitness witness)
    {
        using var reader = new VideoCapture(path);
        using var picture = new Mat();
        while (reader.Read(picture))
        {
            witness.ExamineDecoded(Room.Luma(picture.AsSpan<byte>()));
        }
    }
}
