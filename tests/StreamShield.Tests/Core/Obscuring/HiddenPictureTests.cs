using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.Tests.Core.Obscuring;

public class HiddenPictureTests
{
    private static readonly FrameSize Size = new(64, 48);

    [Fact]
    public void Solid_is_its_colour_everywhere()
    {
        using var obscurer = new SolidObscurer(Size, new SolidColour(10, 200, 30));
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        var picture = obscurer.Obscure(TestPictures.Noise(Size, 1), matte, TestPictures.FrameTime);
        var (y, u, v) = Nv12.Convert(10, 200, 30);

        Assert.True(picture.Luma.IndexOfAnyExcept(y) < 0);
        Assert.All(picture.Chroma.ToArray().Chunk(2), pair => Assert.Equal([u, v], pair));
    }

    /// <summary>A picture of the frame's size is shown pixel by pixel, as sharp as it is.</summary>
    [Fact]
    public void Image_is_the_users_picture_as_it_is()
    {
        var random = new Random(3);
        var bgr = new byte[Size.Pixels * 3];
        random.NextBytes(bgr);
        using var obscurer = new ImageObscurer(Size, new BackgroundImage(Size.Width, Size.Height, bgr));
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        var luma = obscurer.Obscure(TestPictures.Noise(Size, 1), matte, TestPictures.FrameTime).Luma;

        for (var i = 0; i < Size.Pixels; i++)
        {
            Assert.Equal(Nv12.Convert(bgr[i * 3], bgr[(i * 3) + 1], bgr[(i * 3) + 2]).Y, luma[i]);
        }
    }

    /// <summary>Black bars would show; so what is too wide is cut on both sides, what is too high above and below.</summary>
    [Theory]
    [InlineData(400, 100)]
    [InlineData(100, 400)]
    public void Image_keeps_its_middle_and_its_shape(int width, int height)
    {
        var bgr = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = ((i % width) - (width / 2) + 0.5, (i / width) - (height / 2) + 0.5);
            bgr.AsSpan(i * 3, 3).Fill((byte)(Math.Sqrt((x * x) + (y * y)) < 30 ? 250 : 100));
        }

        var picture = new BackgroundImage(width, height, bgr).CoverBgr(Size.Width, Size.Height);

        var lit = Enumerable.Range(0, Size.Pixels).Where(i => picture[i * 3] > 175).ToArray();
        var wide = lit.Max(i => i % Size.Width) - lit.Min(i => i % Size.Width);
        var high = lit.Max(i => i / Size.Width) - lit.Min(i => i / Size.Width);
        Assert.InRange(wide - high, -2, 2);
        Assert.Equal((Size.Width - 1) / 2.0, lit.Average(i => i % Size.Width), 1.0);
        Assert.Equal((Size.Height - 1) / 2.0, lit.Average(i => i / Size.Width), 1.0);
    }

    [Fact]
    public void Bytes_that_are_no_picture_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BackgroundImage(2, 2, new byte[11]));
        Assert.Throws<ArgumentException>(() => new BackgroundImage(0, 2, []));
    }

    [Fact]
    public void Pixelate_shows_even_squares_of_the_rooms_means()
    {
        using var obscurer = new PixelateObscurer(Size, 100);
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        var picture = obscurer.Obscure(TestPictures.Frame(Size, (x, y) => ((byte)(x * 3), (byte)(x * 3), (byte)(x * 3))), matte, TestPictures.FrameTime);

        Assert.Equal(4, obscurer.Columns);
        for (var i = 0; i < Size.Pixels; i++)
        {
            Assert.Equal(picture.Luma[i % Size.Width / 16 * 16], picture.Luma[i]);
        }

        Assert.True(picture.Luma[0] < picture.Luma[20] && picture.Luma[20] < picture.Luma[40]);
    }

    [Fact]
    public void Image_without_a_picture_is_refused_in_a_sentence()
    {
        var refusal = Assert.Throws<ShieldException>(() => Effects.Make(Size, new ShieldSettings { Effect = "image" }.EffectChoice));

        Assert.Contains("--image FILE", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strength_means_at_least_what_was_measured_below_it()
    {
        Assert.Equal(0, StrengthMeaning.Of(24).Strength);
        Assert.Equal(25, StrengthMeaning.Of(25).Strength);
        Assert.Equal(75, StrengthMeaning.Of(89).Strength);
        Assert.Equal(100, StrengthMeaning.Of(100).Strength);
        Assert.All(StrengthMeaning.Measured, meaning => Assert.Equal(BlurObscurer.ColumnsFor(meaning.Strength), meaning.Columns));
        Assert.True(StrengthMeaning.Measured[^1].FoundPercent < 15);
    }
}
