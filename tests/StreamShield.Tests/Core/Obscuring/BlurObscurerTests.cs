using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;

namespace StreamShield.Tests.Core.Obscuring;

public class BlurObscurerTests
{
    private static readonly FrameSize Size = new(256, 144);

    [Theory]
    [InlineData(0)]
    [InlineData(75)]
    [InlineData(90)]
    [InlineData(100)]
    public void An_upright_picture_tells_no_more_than_a_wide_one(int strength)
    {
        using var wide = new BlurObscurer(new FrameSize(1280, 720), strength);
        using var upright = new BlurObscurer(new FrameSize(720, 1280), strength);
        Assert.Equal((wide.Columns, wide.Rows), (upright.Rows, upright.Columns));
    }

    /// <summary>No halo: the streamer's colours are not in the blur, not even where a cell is covered in part.</summary>
    [Fact]
    public void The_streamers_colour_does_not_matter() => Gen.Int[0, 100].Sample(strength =>
    {
        using var matte = TestPictures.Matte(Size, (x, y) => x is > 90 and < 170 && y > 50 ? 255 : 0);
        var red = TestPictures.Frame(Size, (x, y) => x is > 90 and < 170 && y > 50 ? ((byte)0, (byte)0, (byte)255) : ((byte)x, (byte)y, (byte)9));
        var blue = TestPictures.Frame(Size, (x, y) => x is > 90 and < 170 && y > 50 ? ((byte)255, (byte)0, (byte)0) : ((byte)x, (byte)y, (byte)9));
        return Blur(red, matte, strength).AsSpan().SequenceEqual(Blur(blue, matte, strength));
    }, iter: 30);

    /// <summary>Fringes that the model misses are the streamer's as well: a little around every visible pixel counts as covered.</summary>
    [Fact]
    public void What_sticks_out_of_the_matte_a_little_does_not_matter()
    {
        using var matte = TestPictures.Matte(Size, (x, y) => x is > 92 and < 168 && y > 52 ? 255 : 0);
        var red = TestPictures.Frame(Size, (x, y) => x is > 90 and < 170 && y > 50 ? ((byte)0, (byte)0, (byte)255) : ((byte)x, (byte)y, (byte)9));
        var blue = TestPictures.Frame(Size, (x, y) => x is > 90 and < 170 && y > 50 ? ((byte)255, (byte)0, (byte)0) : ((byte)x, (byte)y, (byte)9));

        Assert.Equal(Blur(red, matte, 20), Blur(blue, matte, 20));
    }

    [Fact]
    public void A_room_of_one_colour_stays_so_at_any_strength() => Gen.Select(Gen.Byte, Gen.Int[0, 100]).Sample((value, strength) =>
    {
        using var matte = TestPictures.Matte(Size, (x, _) => x < 100 ? 255 : 0);
        var blurred = Blur(TestPictures.Frame(Size, (_, _) => (value, value, value)), matte, strength);
        var luma = blurred.AsSpan(0, Size.Pixels);
        var known = BlurObscurer.ColumnsFor(strength) > 2;
        return luma.IndexOfAnyExcept(luma[0]) < 0 && blurred.AsSpan(Size.Pixels).IndexOfAnyExcept((byte)128) < 0
            && (!known || Math.Abs(luma[0] - Nv12.Convert(value, value, value).Y) <= (BlurObscurer.StepFor(strength) / 2) + 1);
    }, iter: 60);

    [Fact]
    public void With_nothing_known_the_room_is_grey()
    {
        using var matte = TestPictures.Matte(Size, (_, _) => 255);

        Assert.All(Blur(TestPictures.Noise(Size, 4), matte, 50), b => Assert.Equal(128, b));
    }

    [Fact]
    public void More_strength_never_means_more_cells_or_finer_levels()
    {
        for (var strength = 1; strength <= 100; strength++)
        {
            Assert.True(BlurObscurer.ColumnsFor(strength) <= BlurObscurer.ColumnsFor(strength - 1));
            Assert.True(BlurObscurer.StepFor(strength) >= BlurObscurer.StepFor(strength - 1));
        }

        Assert.Equal((64, 5, 2), (BlurObscurer.ColumnsFor(0), BlurObscurer.ColumnsFor(75), BlurObscurer.ColumnsFor(100)));
        Assert.Equal((6, 6, 48), (BlurObscurer.StepFor(0), BlurObscurer.StepFor(75), BlurObscurer.StepFor(100)));
    }

    /// <summary>An exact case: 2 x 1 cells of levels 48 apart, dark left and bright right, over 256 pixels.</summary>
    [Fact]
    public void Two_cells_become_a_slope_between_two_levels()
    {
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        var blurred = Blur(TestPictures.Frame(Size, (x, _) => x < 128 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255)), matte, 100);

        // 16 is the level 16; 235 is nearest to 16 + 5 x 48 = 256, which is cut to 240. Cubic spline over 16 16 16 240 240 240.
        for (var x = 0; x < Size.Width; x++)
        {
            var t = ((x + 0.5) * 2 / 256) - 0.5;
            var u = t - Math.Floor(t);
            var share = t < 0 ? u * u * u / 6 : t < 1 ? 1 - ((Cube(1 - u) + Middle(u)) / 6) : 1 - (Cube(1 - u) / 6);
            Assert.Equal(16 + (224 * share), blurred[(40 * Size.Width) + x], 0.51);
        }

        static double Cube(double u) => u * u * u;
        static double Middle(double u) => (3 * Cube(u)) - (6 * u * u) + 4;
    }

    private static byte[] Blur(Frame frame, Matte matte, int strength)
    {
        using var obscurer = new BlurObscurer(frame.Size, strength);
        return obscurer.Obscure(frame, matte, TestPictures.FrameTime).Nv12.ToArray();
    }
}
