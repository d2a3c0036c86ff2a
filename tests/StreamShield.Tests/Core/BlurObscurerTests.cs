using CsCheck;
using StreamShield.Core;

namespace StreamShield.Tests.Core;

public class BlurObscurerTests
{
    private static readonly FrameSize Size = new(256, 144);

    private static byte[] Blur(Frame frame, Matte matte, int strength)
    {
        using var hidden = new HiddenPicture();
        new BlurObscurer(frame.Size, strength).Obscure(frame, matte, hidden);
        return hidden.Pixels.ToArray();
    }

    /// <summary>Law 5: what is finer than the grid leaves no trace at all, not even in the last bit.</summary>
    [Fact]
    public void Rooms_that_differ_only_in_detail_finer_than_the_grid_give_the_same_bytes() =>
        Gen.Select(Gen.Int, Gen.Int[0, 100]).Sample((seed, strength) =>
        {
            var random = new Random(seed);
            var plain = Pictures.Noise(Size, seed);
            var detailed = Pictures.Noise(Size, seed);
            var obscurer = new BlurObscurer(Size, strength);
            // Exchange pixels within one cell: every mean stays, every detail changes.
            for (var cell = 0; cell < obscurer.Columns * obscurer.Rows; cell++)
            {
                var (row, column) = Math.DivRem(cell, obscurer.Columns);
                var (left, right) = (column * Size.Width / obscurer.Columns, (column + 1) * Size.Width / obscurer.Columns);
                var (top, bottom) = (row * Size.Height / obscurer.Rows, (row + 1) * Size.Height / obscurer.Rows);
                for (var k = 0; k < 20; k++)
                {
                    var one = ((random.Next(top, bottom) * Size.Width) + random.Next(left, right)) * 3;
                    var other = ((random.Next(top, bottom) * Size.Width) + random.Next(left, right)) * 3;
                    for (var channel = 0; channel < 3; channel++)
                    {
                        (detailed.Pixels[one + channel], detailed.Pixels[other + channel]) = (detailed.Pixels[other + channel], detailed.Pixels[one + channel]);
                    }
                }
            }

            using var matte = Pictures.Matte(Size, (x, y) => x is > 100 and < 150 && y > 60 ? 255 : 0);
            return !plain.Pixels.SequenceEqual(detailed.Pixels) && Blur(plain, matte, strength).AsSpan().SequenceEqual(Blur(detailed, matte, strength));
        }, iter: 60);

    /// <summary>No halo: the streamer's colours are not in the blur, not even where a cell is covered in part.</summary>
    [Fact]
    public void The_streamers_colour_does_not_matter() => Gen.Int[0, 100].Sample(strength =>
    {
        using var matte = Pictures.Matte(Size, (x, y) => x is > 90 and < 170 && y > 50 ? 255 : 0);
        var red = Pictures.Frame(Size, (x, y) => x is > 90 and < 170 && y > 50 ? ((byte)0, (byte)0, (byte)255) : ((byte)x, (byte)y, (byte)9));
        var blue = Pictures.Frame(Size, (x, y) => x is > 90 and < 170 && y > 50 ? ((byte)255, (byte)0, (byte)0) : ((byte)x, (byte)y, (byte)9));
        return Blur(red, matte, strength).AsSpan().SequenceEqual(Blur(blue, matte, strength));
    }, iter: 30);

    [Fact]
    public void A_room_of_one_colour_stays_so_at_any_strength() => Gen.Select(Gen.Byte, Gen.Int[0, 100]).Sample((value, strength) =>
    {
        using var matte = Pictures.Matte(Size, (x, _) => x < 100 ? 255 : 0);
        var blurred = Blur(Pictures.Frame(Size, (_, _) => (value, value, value)), matte, strength);
        return blurred.All(b => b == blurred[0]) && Math.Abs(blurred[0] - value) <= 3;
    }, iter: 40);

    [Fact]
    public void With_nothing_known_the_room_is_grey()
    {
        using var matte = Pictures.Matte(Size, (_, _) => 255);

        Assert.All(Blur(Pictures.Noise(Size, 4), matte, 50), b => Assert.Equal(128, b));
    }

    [Fact]
    public void Noise_does_not_dither_a_level()
    {
        using var hidden = new HiddenPicture();
        using var matte = Pictures.Matte(Size, (_, _) => 0);
        var obscurer = new BlurObscurer(Size, 60);
        byte[]? first = null;
        for (var i = 0; i < 20; i++)
        {
            // 98 and 100 round to different levels of a plain quantiser with steps of 6.
            var value = (byte)(i % 2 == 0 ? 98 : 100);
            obscurer.Obscure(Pictures.Frame(Size, (_, _) => (value, value, value)), matte, hidden);
            first ??= hidden.Pixels.ToArray();
            Assert.Equal(first, hidden.Pixels.ToArray());
        }
    }

    [Fact]
    public void More_strength_never_means_more_cells()
    {
        for (var strength = 1; strength <= 100; strength++)
        {
            Assert.True(BlurObscurer.ColumnsFor(strength) <= BlurObscurer.ColumnsFor(strength - 1));
        }

        Assert.Equal((64, 12, 4), (BlurObscurer.ColumnsFor(0), BlurObscurer.ColumnsFor(60), BlurObscurer.ColumnsFor(100)));
    }

    [Fact]
    public void Solid_says_nothing() => Gen.Int.Sample(seed =>
    {
        using var hidden = new HiddenPicture();
        using var matte = Pictures.Matte(Size, (_, _) => 0);
        new SolidObscurer().Obscure(Pictures.Noise(Size, seed), matte, hidden);
        return hidden.Pixels[..3].SequenceEqual(SolidObscurer.Colour) && hidden.Pixels[^3..].SequenceEqual(SolidObscurer.Colour);
    }, iter: 5);
}
