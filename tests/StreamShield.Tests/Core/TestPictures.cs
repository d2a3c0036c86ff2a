using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.Tests.Core;

/// <summary>Small raw frames and mattes for tests.</summary>
internal static class TestPictures
{
    public static readonly FrameSize Small = new(64, 48);

    /// <summary>Time between two frames at 30 a second.</summary>
    public static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1 / 30.0);

    /// <summary>A frame of its own pool, filled pixel by pixel and stamped.</summary>
    public static Frame Frame(FrameSize size, Func<int, int, (byte B, byte G, byte R)> pixel, long id = 1, long capturedAt = 1)
    {
        var frame = new FramePool(size, 1).Rent();
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                (frame.Pixels[((y * size.Width) + x) * 3], frame.Pixels[(((y * size.Width) + x) * 3) + 1], frame.Pixels[(((y * size.Width) + x) * 3) + 2]) = pixel(x, y);
            }
        }

        frame.Stamp(id, capturedAt);
        return frame;
    }

    /// <summary>Every pixel its own colour, different per seed.</summary>
    public static Frame Noise(FrameSize size, int seed, long id = 1)
    {
        var random = new Random(seed);
        var frame = new FramePool(size, 1).Rent();
        random.NextBytes(frame.Pixels);
        frame.Stamp(id, 1);
        return frame;
    }

    public static Matte Matte(int width, int height, Func<int, int, int> alpha, long frameId = 1)
    {
        var matte = new Matte(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                matte.Alpha[(y * width) + x] = (byte)alpha(x, y);
            }
        }

        matte.Stamp(frameId);
        return matte;
    }

    public static Matte Matte(FrameSize size, Func<int, int, int> alpha, long frameId = 1) => Matte(size.Width, size.Height, alpha, frameId);

    public static ShieldedFrame Shielded(FrameSize size, byte luma, long id = 1)
    {
        var picture = new ShieldedFrame(size);
        picture.Begin()[..size.Pixels].Fill(luma);
        picture.Stamp(id, 1);
        return picture;
    }

    /// <summary>A hidden picture of one colour.</summary>
    public static HiddenPicture Hidden(FrameSize size, byte b, byte g, byte r)
    {
        var hidden = new HiddenPicture(size);
        hidden.Fill(b, g, r);
        return hidden;
    }

    /// <summary>Settings that are valid for any effect.</summary>
    public static ShieldSettings Settings(string effect, int strength = ShieldSettings.DefaultStrength) => new()
    {
        Effect = effect,
        Strength = strength,
        Image = effect == Effects.Image ? new BackgroundImage(3, 2, [90, 90, 190, 100, 180, 90, 190, 90, 90, 99, 99, 99, 200, 200, 200, 150, 130, 160]) : null,
    };
}
