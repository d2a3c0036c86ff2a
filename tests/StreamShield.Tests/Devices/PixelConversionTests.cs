using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Tests.Devices;

/// <summary>From NV12 to what virtual cameras take.</summary>
public class PixelConversionTests
{
    private static readonly FrameSize Small = new(32, 32);

    private static readonly Gen<(FrameSize Size, int Seed)> AnyPicture =
        Gen.Select(Gen.Int[16, 60], Gen.Int[16, 20], Gen.Int).Select((halfWidth, halfHeight, seed) => (new FrameSize(halfWidth * 2, halfHeight * 2), seed));

    /// <summary>White, black, grey and the primaries in BT.601 limited range, with what the standard makes of them in RGB.</summary>
    [Theory]
    [InlineData(235, 128, 128, 255, 255, 255)]
    [InlineData(16, 128, 128, 0, 0, 0)]
    [InlineData(126, 128, 128, 128, 128, 128)]
    [InlineData(81, 90, 240, 254, 0, 0)]
    [InlineData(145, 54, 34, 0, 255, 1)]
    [InlineData(41, 240, 110, 0, 0, 255)]
    [InlineData(255, 128, 128, 255, 255, 255)]
    [InlineData(0, 128, 128, 0, 0, 0)]
    [InlineData(255, 255, 255, 255, 125, 255)]
    [InlineData(0, 0, 0, 0, 154, 0)]
    public void A_colour_becomes_the_standards_rgb(byte y, byte u, byte v, byte red, byte green, byte blue)
    {
        using var picture = TestPictures.Solid(Small, y, u, v);
        var rgba = new byte[Rgba.Bytes(Small)];

        Rgba.ConvertBottomUp(picture, rgba);

        for (var i = 0; i < rgba.Length; i += 4)
        {
            Assert.InRange(rgba[i], red - 1, red + 1);
            Assert.InRange(rgba[i + 1], green - 1, green + 1);
            Assert.InRange(rgba[i + 2], blue - 1, blue + 1);
            Assert.Equal(255, rgba[i + 3]);
        }
    }

    [Theory]
    [InlineData(235, 255)]
    [InlineData(16, 0)]
    public void Black_and_white_are_exact_in_rgb(byte y, byte level)
    {
        using var picture = TestPictures.Solid(Small, y, 128, 128);
        var rgba = new byte[Rgba.Bytes(Small)];
        Rgba.ConvertBottomUp(picture, rgba);
        Assert.All(Enumerable.Range(0, rgba.Length).Where(i => i % 4 != 3), i => Assert.Equal(level, rgba[i]));
    }

    [Fact]
    public void The_first_rgb_row_is_the_last_of_the_picture()
    {
        using var picture = TestPictures.Solid(Small, 16, 128, 128);
        picture.Begin()[..32].Fill(235);
        var rgba = new byte[Rgba.Bytes(Small)];

        Rgba.ConvertBottomUp(picture, rgba);

        Assert.All(rgba.AsSpan(^128..).ToArray(), value => Assert.Equal(255, value));
        Assert.Equal(0, rgba[0]);
        Assert.Equal(0, rgba[^132]);
    }

    /// <summary>Never more than a level from the equations, for every picture of every size. What is darker than black is black.</summary>
    [Fact]
    public void Rgb_is_what_the_equations_say() => AnyPicture.Sample(
        item =>
        {
            using var picture = Noise(item.Size, item.Seed);
            var rgba = new byte[Rgba.Bytes(item.Size)];
            Rgba.ConvertBottomUp(picture, rgba);
            for (var y = 0; y < item.Size.Height; y++)
            {
                for (var x = 0; x < item.Size.Width; x++)
                {
                    var (luma, u, v) = At(picture, x, y);
                    var (b, g, r) = TestPictures.Bgr(Math.Max(luma, (byte)16), u, v);
                    var at = (((item.Size.Height - 1 - y) * item.Size.Width) + x) * 4;
                    Assert.InRange(rgba[at] - r, -1, 1);
                    Assert.InRange(rgba[at + 1] - g, -1, 1);
                    Assert.InRange(rgba[at + 2] - b, -1, 1);
                }
            }
        },
        iter: 30);

    [Fact]
    public void Yuyv_and_i420_keep_every_byte() => AnyPicture.Sample(
        item =>
        {
            var (width, height) = (item.Size.Width, item.Size.Height);
            using var picture = Noise(item.Size, item.Seed);
            var (yuyv, planes) = (new byte[Yuyv.Bytes(item.Size)], new byte[I420.Bytes(item.Size)]);
            Yuyv.Convert(picture, yuyv);
            I420.Convert(picture, planes);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var (luma, u, v) = At(picture, x, y);
                    Assert.Equal(luma, yuyv[((y * width) + x) * 2]);
                    Assert.Equal(x % 2 == 0 ? u : v, yuyv[(((y * width) + x) * 2) + 1]);
                    Assert.Equal(luma, planes[(y * width) + x]);
                    var half = (y / 2 * (width / 2)) + (x / 2);
                    Assert.Equal(u, planes[item.Size.Pixels + half]);
                    Assert.Equal(v, planes[item.Size.Pixels + (item.Size.Pixels / 4) + half]);
                }
            }
        },
        iter: 30);

    private static (byte Y, byte U, byte V) At(ShieldedFrame picture, int x, int y)
    {
        var width = picture.Size.Width;
        var chroma = (y / 2 * width) + (x / 2 * 2);
        return (picture.Luma[(y * width) + x], picture.Chroma[chroma], picture.Chroma[chroma + 1]);
    }

    private static ShieldedFrame Noise(FrameSize size, int seed)
    {
        var picture = new ShieldedFrame(size);
        new Random(seed).NextBytes(picture.Begin());
        picture.Stamp(1, 1);
        return picture;
    }
}
