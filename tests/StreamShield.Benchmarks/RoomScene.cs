using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Benchmarks;

/// <summary>A room that can be recognised, and a frame of it.</summary>
internal static class RoomScene
{
    /// <summary>Draws a known room, and into the frame the same room two pixels aside wherever nobody is.</summary>
    public static void Draw(Plate plate, Frame frame, Matte people)
    {
        DrawBoxes(plate.Pixels, plate.Size);
        plate.Confidence.Fill(255);
        for (var i = 0; i + 2 < people.Alpha.Length; i++)
        {
            if (people.Alpha[i] == 0)
            {
                plate.Pixels.Slice((i + 2) * 3, 3).CopyTo(frame.Pixels[(i * 3)..]);
            }
        }
    }

    /// <summary>Boxes of random colours, a twentieth of the picture wide.</summary>
    private static void DrawBoxes(Span<byte> pixels, FrameSize size)
    {
        var random = new Random(2);
        for (var box = 0; box < 900; box++)
        {
            var (left, top) = (random.Next(size.Width), random.Next(size.Height));
            var (right, bottom) = (Math.Min(left + (size.Width / 20), size.Width), Math.Min(top + (size.Height / 16), size.Height));
            var (b, g, r) = ((byte)random.Next(30, 220), (byte)random.Next(30, 220), (byte)random.Next(30, 220));
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    var at = ((y * size.Width) + x) * 3;
                    (pixels[at], pixels[at + 1], pixels[at + 2]) = (b, g, r);
                }
            }
        }
    }
}
