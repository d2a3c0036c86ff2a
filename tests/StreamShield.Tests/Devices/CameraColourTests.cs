using System.Buffers.Binary;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

/// <summary>Capture cards in BT.709 and in full range, by what Video4Linux tells of them.</summary>
public class CameraColourTests
{
    /// <summary>Numbers of linux/videodev2.h: pixels, colour space, matrix, range.</summary>
    [Theory]
    [InlineData("YUYV", 8, 0, 0, "Bt601", false)]
    [InlineData("YUYV", 1, 0, 0, "Bt601", false)]
    [InlineData("YUYV", 3, 0, 0, "Bt709", false)]
    [InlineData("UYVY", 8, 2, 1, "Bt709", true)]
    [InlineData("YUYV", 3, 1, 2, "Bt601", false)]
    [InlineData("YUYV", 7, 0, 0, "Bt601", true)]
    [InlineData("YUYV", 10, 0, 0, "Bt2020", false)]
    [InlineData("MJPG", 7, 0, 0, "Bt601", true)]
    [InlineData("BGR3", 8, 0, 0, "Bt601", true)]
    [InlineData("RGB3", 8, 0, 1, "Bt601", true)]
    [InlineData("BGR3", 8, 1, 2, "Bt601", false)]
    public void What_a_camera_tells_is_understood(string pixels, uint space, uint matrix, uint range, string expected, bool full)
    {
        var format = new byte[208];
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(16), VideoText.Code(pixels));
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(32), space);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(44), matrix);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(48), range);
        Assert.Equal(new CameraFormat(pixels, Enum.Parse<YuvMatrix>(expected), full), CameraFormat.Read(format));
    }

    [Theory]
    [InlineData("YUYV", "Bt709", false)]
    [InlineData("YUYV", "Bt709", true)]
    [InlineData("YUYV", "Bt601", true)]
    [InlineData("UYVY", "Bt709", false)]
    [InlineData("UYVY", "Bt601", true)]
    [InlineData("YUYV", "Bt2020", false)]
    [InlineData("YUYV", "Smpte240", false)]
    public void Known_colours_come_out_as_they_are(string pixels, string matrix, bool full)
    {
        (byte R, byte G, byte B)[] patches = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (200, 100, 50), (220, 170, 140), (30, 60, 190), (40, 180, 70), (250, 250, 10)];
        using var colours = UncompressedColours.For(new CameraFormat(pixels, Enum.Parse<YuvMatrix>(matrix), full));
        const int Rows = 32;
        var columns = patches.Length * 8;
        var bytes = new byte[Rows * columns * 2];
        for (var i = 0; i < Rows * columns; i++)
        {
            var (y, u, v) = Yuv(patches[i % columns / 8], matrix, full);
            var luma = pixels == "UYVY" ? 1 : 0;
            (bytes[(i * 2) + luma], bytes[(i * 2) + 1 - luma]) = (y, i % 2 == 0 ? u : v);
        }

        using var raw = Mat.FromPixelData(Rows, columns, MatType.CV_8UC2, bytes);
        var seen = colours!.Convert(raw);
        Assert.Equal((Rows, columns), (seen.Rows, seen.Cols));
        for (var i = 0; i < patches.Length; i++)
        {
            var pixel = seen.At<Vec3b>(16, (i * 8) + 4);
            Assert.InRange(pixel.Item0 - patches[i].B, -3, 3);
            Assert.InRange(pixel.Item1 - patches[i].G, -3, 3);
            Assert.InRange(pixel.Item2 - patches[i].R, -3, 3);
        }
    }

    [Theory]
    [InlineData("BGR3", 0, 1, 2)]
    [InlineData("RGB3", 2, 1, 0)]
    public void Rgb_of_limited_range_is_stretched(string pixels, int blue, int green, int red)
    {
        using var colours = UncompressedColours.For(new CameraFormat(pixels, YuvMatrix.Bt601, false));
        var bytes = new byte[48 * 32 * 3];
        for (var i = 0; i < bytes.Length; i += 3)
        {
            (bytes[i + blue], bytes[i + green], bytes[i + red]) = (16, 180, 235);
        }

        using var raw = Mat.FromPixelData(32, 48, MatType.CV_8UC3, bytes);
        var seen = colours!.Convert(raw);
        Assert.Equal((32, 48), (seen.Rows, seen.Cols));
        Assert.Equal(new Vec3b(0, 191, 255), seen.At<Vec3b>(31, 47));
    }

    [Theory]
    [InlineData("BGR3 YUYV MJPG", "MJPG")]
    [InlineData("BGR3 YUYV", "YUYV")]
    [InlineData("NV12 UYVY", "UYVY")]
    [InlineData("BGR3", "MJPG")]
    [InlineData("", "MJPG")]
    public void A_camera_is_asked_for_what_keeps_rate_and_colour(string offered, string asked) =>
        Assert.Equal(asked, WebcamSource.EncodingOf([.. offered.Split(' ').Select(encoding => new CameraMode(encoding, 640, 480, [30]))]));

    [Fact]
    public void What_OpenCV_shows_right_is_left_to_it()
    {
        Assert.Null(UncompressedColours.For(new CameraFormat("YUYV", YuvMatrix.Bt601, false)));
        Assert.Null(UncompressedColours.For(new CameraFormat("MJPG", YuvMatrix.Bt601, true)));
        Assert.Null(UncompressedColours.For(new CameraFormat("BGR3", YuvMatrix.Bt601, true)));
    }

    [Fact]
    public void Nothing_is_allocated_per_picture()
    {
        using var colours = UncompressedColours.For(new CameraFormat("YUYV", YuvMatrix.Bt709, false));
        using var raw = new Mat(48, 64, MatType.CV_8UC2, new Scalar(100, 128));
        using var pool = new FramePool(new FrameSize(64, 48), 1);
        using var frame = pool.Rent();
        using var fitter = new FrameFitter();
        var least = long.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            fitter.Fit(colours!.Convert(raw), frame);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    /// <summary>By the equations of ITU-R BT.601, BT.709 and BT.2020 and of SMPTE 240M.</summary>
    private static (byte Y, byte U, byte V) Yuv((byte R, byte G, byte B) colour, string matrix, bool full)
    {
        var (kr, kb) = matrix switch { "Bt709" => (0.2126, 0.0722), "Bt2020" => (0.2627, 0.0593), "Smpte240" => (0.212, 0.087), _ => (0.299, 0.114) };
        var (r, g, b) = (colour.R / 255.0, colour.G / 255.0, colour.B / 255.0);
        var y = (kr * r) + ((1 - kr - kb) * g) + (kb * b);
        var (u, v) = ((b - y) / (2 * (1 - kb)), (r - y) / (2 * (1 - kr)));
        return full ? (Level(255 * y), Level(128 + (255 * u)), Level(128 + (255 * v))) : (Level(16 + (219 * y)), Level(128 + (224 * u)), Level(128 + (224 * v)));
    }

    private static byte Level(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
