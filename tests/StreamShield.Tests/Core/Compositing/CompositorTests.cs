using CsCheck;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Tests.Core.Compositing;

public class CompositorTests
{
    private static readonly FrameSize Size = TestPictures.Small;

    [Fact]
    public void A_hidden_frame_is_the_hidden_picture_whatever_the_room() => Gen.Int.Sample(seed =>
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 200, 100, 50);
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        using var one = new ShieldedFrame(Size);
        using var other = new ShieldedFrame(Size);

        compositor.Compose(TestPictures.Noise(Size, seed), matte, hidden, one);
        compositor.Compose(TestPictures.Noise(Size, ~seed), matte, hidden, other);

        return one.Nv12.SequenceEqual(other.Nv12) && one.Luma.IndexOfAnyExcept(one.Luma[0]) < 0;
    }, iter: 50);

    [Fact]
    public void A_visible_frame_is_the_raw_one()
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 0, 0, 0);
        using var matte = TestPictures.Matte(Size, (_, _) => 255);
        using var output = new ShieldedFrame(Size);
        var frame = TestPictures.Frame(Size, (x, y) => ((byte)(x * 3), (byte)(y * 5), (byte)(x + y)));

        compositor.Compose(frame, matte, hidden, output);

        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                var luma = 16 + (((66 * (x + y)) + (129 * (y * 5)) + (25 * (x * 3)) + 128) >> 8);
                Assert.Equal(luma, output.Luma[(y * Size.Width) + x]);
            }
        }
    }

    /// <summary>The rim is cleaned beside the picture's border as it is elsewhere.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_edge_near_the_border_is_treated_like_any_other(bool mirrored)
    {
        const int Shift = 32;
        var size = new FrameSize(96, 32);
        using var hidden = TestPictures.Hidden(size, 90, 90, 90);
        var rows = new byte[2][];
        for (var i = 0; i < 2; i++)
        {
            int At(int x) => (mirrored ? size.Width - 1 - x : x) - (i * Shift);
            using var compositor = new Compositor(size);
            using var matte = TestPictures.Matte(size, (x, _) => At(x) is >= 10 and < 40 ? 255 : 0);
            using var frame = TestPictures.Frame(size, (x, _) => At(x) is >= 14 and < 40 ? ((byte)40, (byte)60, (byte)200) : ((byte)220, (byte)200, (byte)30));
            using var output = new ShieldedFrame(size);
            compositor.Compose(frame, matte, hidden, output);
            var row = output.Luma.Slice(16 * size.Width, size.Width).ToArray();
            rows[i] = [.. Enumerable.Range(0, 30).Select(at => row[mirrored ? size.Width - 1 - at - (i * Shift) : at + (i * Shift)])];
        }

        Assert.Equal(rows[1], rows[0]);
    }

    /// <summary>Law 5: a soft pixel holds a share of the room, so its raw colour must not matter.</summary>
    [Fact]
    public void Soft_pixels_never_use_their_own_colour() => Gen.Int.Sample(seed =>
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 90, 90, 90);
        using var matte = TestPictures.Matte(Size, (x, _) => Math.Clamp((40 - x) * 12, 0, 255));
        using var one = new ShieldedFrame(Size);
        using var other = new ShieldedFrame(Size);
        var random = new Random(seed);
        var frame = TestPictures.Noise(Size, 7);
        compositor.Compose(frame, matte, hidden, one);
        for (var i = 0; i < Size.Pixels; i++)
        {
            if (matte.Alpha[i] < 255)
            {
                random.NextBytes(frame.Pixels.Slice(i * 3, 3));
            }
        }

        compositor.Compose(frame, matte, hidden, other);

        return one.Nv12.SequenceEqual(other.Nv12);
    }, iter: 50);

    /// <summary>A compositor serves frame after frame: nothing of one may show in the next.</summary>
    [Fact]
    public void Each_picture_stands_alone() => Gen.Int.Sample(seed =>
    {
        using var used = new Compositor(Size);
        using var fresh = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 90, 90, 90);
        using var one = TestPictures.Matte(Size, (x, y) => (x * 8) + y);
        using var other = TestPictures.Matte(Size, (x, y) => y == 20 ? x * 4 : x < 20 ? 255 : 0);
        using var first = new ShieldedFrame(Size);
        using var second = new ShieldedFrame(Size);
        used.Compose(TestPictures.Noise(Size, seed), one, hidden, first);
        var frame = TestPictures.Noise(Size, ~seed);
        used.Compose(frame, other, hidden, first);
        fresh.Compose(frame, other, hidden, second);
        return first.Nv12.SequenceEqual(second.Nv12);
    }, iter: 30);

    [Fact]
    public void A_soft_pixel_far_from_any_visible_one_is_hidden()
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 10, 10, 10);
        using var matte = TestPictures.Matte(Size, (_, _) => 200);
        using var output = new ShieldedFrame(Size);

        compositor.Compose(TestPictures.Noise(Size, 3), matte, hidden, output);

        Assert.Equal(-1, output.Luma.IndexOfAnyExcept(output.Luma[0]));
    }

    [Fact]
    public void A_soft_pixel_mixes_the_streamers_colour_with_the_hidden_picture()
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 0, 0, 0);
        using var matte = TestPictures.Matte(Size, (x, _) => x < 32 ? 255 : x < 34 ? 128 : 0);
        using var output = new ShieldedFrame(Size);
        // The streamer is grey 200; the room, also under the soft pixels, is white.
        var frame = TestPictures.Frame(Size, (x, _) => x < 32 ? ((byte)200, (byte)200, (byte)200) : ((byte)255, (byte)255, (byte)255));

        compositor.Compose(frame, matte, hidden, output);

        var half = (200 * 128 / 255.0 * 220 / 256) + 16;
        Assert.InRange(output.Luma[32], half - 1.5, half + 1.5);
        Assert.Equal(16, output.Luma[34]);
    }

    /// <summary>
    /// An exact case: the streamer is grey 200, and her outline mixes with the room behind it over four pixels, of which the matte knows two and takes the others for hers. In the
    /// picture, her outline is nearly the same before a dark room, a white one and a red one: of up to 94 levels between the raw pixels, ten at most are left.
    /// </summary>
    [Fact]
    public void The_rooms_share_is_taken_out_of_the_outline()
    {
        int[] shares = [51, 102, 153, 204];
        var pictures = new List<byte[]>();
        foreach (var (b, g, r) in ((int, int, int)[])[(20, 20, 20), (255, 255, 255), (30, 30, 220)])
        {
            using var compositor = new Compositor(Size);
            using var hidden = TestPictures.Hidden(Size, 90, 90, 90);
            using var matte = TestPictures.Matte(Size, (x, _) => x < 30 ? 0 : x < 32 ? shares[x - 30] : 255);
            using var output = new ShieldedFrame(Size);
            var frame = TestPictures.Frame(Size, (x, _) =>
            {
                var share = x < 30 ? 0 : x < 34 ? shares[x - 30] : 255;
                byte Mix(int room) => (byte)(((200 * share) + (room * (255 - share)) + 127) / 255);
                return (Mix(b), Mix(g), Mix(r));
            });

            compositor.Compose(frame, matte, hidden, output);
            pictures.Add(output.Nv12.ToArray());
        }

        // 200 and 90 are 188 and 93 as NV12 counts. The raw pixels differ by up to 94; what is left comes from the rim's part in the streamer's mean colour.
        var row = pictures[0].AsSpan(20 * Size.Width, Size.Width).ToArray();
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(93 + (95 * shares[i] / 255.0), row[30 + i], 8.0));
        Assert.All(pictures, picture => Assert.All(picture.Zip(pictures[0]), pair => Assert.InRange(pair.First - pair.Second, -10, 10)));
    }

    /// <summary>Law 4: what is taken out at the rim is hidden; nothing is shown that the matte did not show, and inside nothing changes.</summary>
    [Fact]
    public void Taking_the_room_out_only_ever_hides() => Gen.Int.Sample(seed =>
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 0, 0, 0);
        using var matte = TestPictures.Matte(Size, (x, _) => x < 32 ? 255 : 0);
        using var output = new ShieldedFrame(Size);
        var random = new Random(seed);
        var frame = TestPictures.Frame(Size, (x, _) => x < 32 ? ((byte)random.Next(150, 256), (byte)random.Next(150, 256), (byte)random.Next(150, 256)) : ((byte)0, (byte)0, (byte)0));
        compositor.Compose(frame, matte, hidden, output);
        for (var i = 0; i < Size.Pixels; i++)
        {
            var own = Nv12.Convert(frame.Pixels[i * 3], frame.Pixels[(i * 3) + 1], frame.Pixels[(i * 3) + 2]).Y;
            var x = i % Size.Width;
            if (x < 29 ? output.Luma[i] != own : x < 32 ? output.Luma[i] > Math.Max(own, (byte)202) : output.Luma[i] != 16)
            {
                return false;
            }
        }

        return true;
    }, iter: 20);

    /// <summary>Law 3.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void A_matte_of_another_frame_is_refused(long frameId, long matteId)
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 0, 0, 0);
        using var matte = TestPictures.Matte(Size, (_, _) => 255, matteId);
        using var output = TestPictures.Shielded(Size, 50);

        Assert.Throws<ShieldException>(() => compositor.Compose(TestPictures.Noise(Size, 1, frameId), matte, hidden, output));
        Assert.True(output.IsSlate);
    }

    [Fact]
    public void An_unstamped_matte_is_refused()
    {
        using var compositor = new Compositor(Size);
        using var hidden = TestPictures.Hidden(Size, 0, 0, 0);
        using var matte = new Matte(Size.Width, Size.Height);
        using var output = new ShieldedFrame(Size);

        Assert.Throws<ShieldException>(() => compositor.Compose(TestPictures.Noise(Size, 1), matte, hidden, output));
    }

    [Theory]
    [InlineData(34, 32)]
    [InlineData(66, 50)]
    [InlineData(62, 46)]
    [InlineData(126, 34)]
    public void Widths_that_no_vector_divides_come_out_whole(int width, int height)
    {
        var size = new FrameSize(width, height);
        using var compositor = new Compositor(size);
        using var hidden = TestPictures.Hidden(size, 0, 0, 0);
        using var output = new ShieldedFrame(size);
        using var matte = TestPictures.Matte(size, (x, y) => (x + y) % 3 == 0 ? 255 : 0);
        var frame = TestPictures.Frame(size, (_, _) => (255, 255, 255));

        compositor.Compose(frame, matte, hidden, output);

        for (var i = 0; i < size.Pixels; i++)
        {
            Assert.Equal(matte.Alpha[i] == 255 ? 235 : 16, output.Luma[i]);
        }
    }
}
