using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.Devices;

/// <summary>Shielded pictures with known content.</summary>
internal static class TestPictures
{
    /// <summary>One colour in limited range.</summary>
    public static ShieldedFrame Solid(FrameSize size, byte luma, byte u, byte v, long id = 1)
    {
        var frame = new ShieldedFrame(size);
        Fill(frame, luma, u, v, id);
        return frame;
    }

    public static void Fill(ShieldedFrame frame, byte luma, byte u, byte v, long id = 1)
    {
        var bytes = frame.Begin();
        bytes[..frame.Size.Pixels].Fill(luma);
        var chroma = bytes[frame.Size.Pixels..];
        for (var i = 0; i < chroma.Length; i += 2)
        {
            chroma[i] = u;
            chroma[i + 1] = v;
        }

        frame.Stamp(id, id);
    }

    /// <summary>Grey that tells every place from its neighbours, so that a row that is shifted or cut is noticed.</summary>
    public static ShieldedFrame Slope(FrameSize size)
    {
        var frame = new ShieldedFrame(size);
        var bytes = frame.Begin();
        bytes[size.Pixels..].Fill(128);
        for (var i = 0; i < size.Pixels; i++)
        {
            bytes[i] = (byte)(16 + (((i % size.Width * 3) + (i / size.Width * 7)) % 219));
        }

        frame.Stamp(1, 1);
        return frame;
    }

    /// <summary>BGR of a limited-range BT.601 colour, by the standard's equations.</summary>
    public static (byte B, byte G, byte R) Bgr(byte luma, byte u, byte v)
    {
        var y = 255.0 / 219 * (luma - 16);
        var cb = 255.0 / 224 * (u - 128);
        var cr = 255.0 / 224 * (v - 128);
        return (Clamp(y + (1.772 * cb)), Clamp(y - (0.344136 * cb) - (0.714136 * cr)), Clamp(y + (1.402 * cr)));
    }

    /// <summary>Limited-range luma of a BGR picture, row by row.</summary>
    public static byte[] Luma(Mat picture)
    {
        using var grey = new Mat();
        Cv2.CvtColor(picture, grey, ColorConversionCodes.BGR2GRAY);
        return grey.GetArray(out byte[] levels) ? [.. levels.Select(static level => Clamp(16 + (level * 219 / 255.0)))] : throw new InvalidOperationException("The picture cannot be read.");
    }

    /// <summary>The same of a video file's first picture.</summary>
    public static byte[] FirstLuma(string file)
    {
        using var capture = new VideoCapture(file);
        using var picture = new Mat();
        Assert.True(capture.Read(picture));
        return Luma(picture);
    }

    private static byte Clamp(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
