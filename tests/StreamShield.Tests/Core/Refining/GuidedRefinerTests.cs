using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Refining;

namespace StreamShield.Tests.Core.Refining;

public class GuidedRefinerTests
{
    private static readonly FrameSize Size = new(128, 96);

    private static byte[] Refine(Frame frame, Matte coarse)
    {
        using var refiner = new GuidedRefiner(frame.Size, coarse.Width, coarse.Height);
        using var fine = new Matte(frame.Size.Width, frame.Size.Height);
        refiner.Refine(frame, coarse, [], fine);
        Assert.Equal(frame.Id, fine.FrameId);
        return fine.Alpha.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void A_matte_of_one_value_stays_so_on_any_picture(int value)
    {
        using var coarse = TestPictures.Matte(32, 24, (_, _) => value);

        Assert.All(Refine(TestPictures.Noise(Size, 1), coarse), alpha => Assert.Equal(value, alpha));
    }

    /// <summary>Law 4: doubt hides. Half visible is not visible.</summary>
    [Fact]
    public void A_matte_that_is_everywhere_in_doubt_shows_nothing()
    {
        using var coarse = TestPictures.Matte(32, 24, (_, _) => 127);

        Assert.All(Refine(TestPictures.Noise(Size, 2), coarse), alpha => Assert.Equal(0, alpha));
    }

    /// <summary>Law 4: no pixel becomes visible without evidence within two coarse cells, whatever the picture looks like.</summary>
    [Fact]
    public void Nothing_appears_where_the_coarse_matte_sees_nobody() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var (left, top) = (random.Next(24), random.Next(16));
        using var coarse = TestPictures.Matte(32, 24, (x, y) => x >= left && x < left + 8 && y >= top && y < top + 8 ? 255 : 0);
        var fine = Refine(TestPictures.Noise(Size, seed), coarse);
        for (var i = 0; i < fine.Length; i++)
        {
            var (x, y) = (i % Size.Width / 4, i / Size.Width / 4);
            if ((x < left - 1 || x > left + 8 || y < top - 1 || y > top + 8) && fine[i] != 0)
            {
                return false;
            }
        }

        return true;
    }, iter: 50);

    /// <summary>Law 4: a pocket of background inside the silhouette (crook of an arm) stays hidden.</summary>
    [Fact]
    public void A_pocket_inside_the_silhouette_stays_hidden()
    {
        using var coarse = TestPictures.Matte(32, 24, (x, y) => x is >= 14 and < 18 && y is >= 10 and < 14 ? 0 : 255);
        var frame = TestPictures.Frame(Size, (x, y) => x is >= 56 and < 72 && y is >= 40 and < 56 ? ((byte)220, (byte)220, (byte)220) : ((byte)60, (byte)60, (byte)60));

        var fine = Refine(frame, coarse);

        for (var y = 41; y < 55; y++)
        {
            for (var x = 57; x < 71; x++)
            {
                Assert.Equal(0, fine[(y * Size.Width) + x]);
            }
        }
    }

    [Fact]
    public void The_edge_moves_to_the_pictures_own_edge()
    {
        // The picture's edge is at x = 66, in the middle of a coarse cell; the coarse matte, as models give it, is a ramp around it.
        using var coarse = TestPictures.Matte(32, 24, (x, _) => Math.Clamp(255 - ((x - 15) * 85), 0, 255));
        var frame = TestPictures.Frame(Size, (x, _) => x < 66 ? ((byte)200, (byte)200, (byte)200) : ((byte)40, (byte)40, (byte)40));

        var row = Refine(frame, coarse).AsSpan(48 * Size.Width, Size.Width);

        Assert.All(row[..62].ToArray(), alpha => Assert.InRange(alpha, 200, 255));
        Assert.All(row[68..].ToArray(), alpha => Assert.Equal(0, alpha));
    }

    [Fact]
    public void A_coarse_matte_of_another_frame_is_refused()
    {
        using var coarse = TestPictures.Matte(32, 24, (_, _) => 255, frameId: 4);
        using var refiner = new GuidedRefiner(Size, 32, 24);
        using var fine = new Matte(Size.Width, Size.Height);

        Assert.Throws<ShieldException>(() => refiner.Refine(TestPictures.Noise(Size, 1, id: 5), coarse, [], fine));
        Assert.Equal(0, fine.FrameId);
    }

    /// <summary>Every pixel is this frame's, whatever the sizes: nothing of what the buffer held before stays.</summary>
    [Fact]
    public void No_pixel_is_left_as_it_was() => Gen.Select(Gen.Int[16, 80], Gen.Int[16, 60], Gen.Int[32, 330], Gen.Int[2, 330], Gen.Int).Sample(
        (halfWidth, halfHeight, coarseWidth, coarseHeight, seed) =>
        {
            var frame = TestPictures.Noise(new FrameSize(2 * halfWidth, 2 * halfHeight), seed);
            // A single step leaves edge cells without edge cells beside them.
            var step = new Random(seed).Next(coarseWidth);
            using var coarse = TestPictures.Matte(coarseWidth, coarseHeight, (x, _) => x < step ? 255 : 0);
            using var refiner = new GuidedRefiner(frame.Size, coarseWidth, coarseHeight);
            using var one = new Matte(frame.Size.Width, frame.Size.Height);
            using var other = new Matte(frame.Size.Width, frame.Size.Height);
            one.Alpha.Fill(7);
            other.Alpha.Fill(248);
            refiner.Refine(frame, coarse, [], one);
            refiner.Refine(frame, coarse, [], other);
            return one.Alpha.SequenceEqual(other.Alpha);
        }, iter: 100);

    [Fact]
    public void Models_finer_than_the_frame_work_too()
    {
        using var coarse = TestPictures.Matte(320, 320, (x, _) => x < 160 ? 255 : 0);

        var row = Refine(TestPictures.Frame(Size, (x, _) => x < 64 ? ((byte)90, (byte)90, (byte)90) : ((byte)30, (byte)30, (byte)30)), coarse).AsSpan(0, Size.Width);

        Assert.All(row[..60].ToArray(), alpha => Assert.Equal(255, alpha));
        Assert.All(row[68..].ToArray(), alpha => Assert.Equal(0, alpha));
    }
}
