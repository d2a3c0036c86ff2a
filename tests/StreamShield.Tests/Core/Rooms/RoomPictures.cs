using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Rooms;

/// <summary>Tiny rooms and their plates.</summary>
internal static class RoomPictures
{
    public static readonly FrameSize Size = new(96, 64);

    /// <summary>A room of stripes, checks and a slope: texture everywhere.</summary>
    public static (byte B, byte G, byte R) Textured(int x, int y)
    {
        var level = 90 + (x / 2) + (((x / 3) + (y / 2)) % 2 * 50);
        return ((byte)level, (byte)(level - 20), (byte)(level + ((y / 5) % 2 * 30)));
    }

    /// <summary>A wall.</summary>
    public static (byte B, byte G, byte R) Flat(int x, int y) => (150, 160, 170);

    public static Plate Plate(Func<int, int, (byte B, byte G, byte R)> pixel, byte confidence = 255)
    {
        var plate = new Plate(Size);
        using var frame = TestPictures.Frame(Size, pixel);
        frame.Pixels.CopyTo(plate.Pixels);
        plate.Confidence.Fill(confidence);
        plate.MarkChanged();
        return plate;
    }

    /// <summary>The same colours under another light.</summary>
    public static Func<int, int, (byte B, byte G, byte R)> Lit(Func<int, int, (byte B, byte G, byte R)> pixel, Func<int, int, double> gain) => (x, y) =>
    {
        var (b, g, r) = pixel(x, y);
        var light = gain(x, y);
        return (Level(b * light), Level(g * light), Level(r * light));
    };

    public static Light Light(float gain) => new(gain, 0, gain, 0, gain, 0);

    private static byte Level(double level) => (byte)Math.Clamp(Math.Round(level), 0, 255);
}
