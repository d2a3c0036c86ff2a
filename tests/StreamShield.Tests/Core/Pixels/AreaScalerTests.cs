using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Tests.Core.Pixels;

/// <summary>The down-scaler against a plain reference, and the properties that any averaging keeps.</summary>
public sealed class AreaScalerTests
{
    private static readonly Gen<FrameSize> Sizes =
        Gen.Select(Gen.Int[16, 160], Gen.Int[16, 90], (w, h) => new FrameSize(w * 2, h * 2));

    [Fact]
    public void Four_by_four_blocks_give_their_mean_rounded_half_up()
    {
        // FrameSize begins at 32x32: the literal 4x4 picture lies in a corner, the rest is 0.
        int[,] corner = { { 0, 1, 10, 20 }, { 2, 3, 30, 41 }, { 255, 255, 0, 0 }, { 255, 254, 0, 2 } };
        var size = new FrameSize(32, 32);
        var picture = new byte[size.Pixels * 3];
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                picture.AsSpan(((y * 32) + x) * 3, 3).Fill((byte)corner[y, x]);
            }
        }

        var small = Scale(picture, size, 16, 16);

        // (0+1+2+3)/4 = 1.5 -> 2; 101/4 = 25.25 -> 25; 1019/4 = 254.75 -> 255; 2/4 = 0.5 -> 1.
        Assert.Equal([2, 2, 2, 25, 25, 25], small[..6]);
        Assert.Equal([255, 255, 255, 1, 1, 1], small[48..54]);
    }

    [Fact]
    public void Channels_stay_apart()
    {
        var size = new FrameSize(64, 36);
        var picture = new byte[size.Pixels * 3];
        for (var i = 0; i < picture.Length; i += 3)
        {
            (picture[i], picture[i + 1], picture[i + 2]) = (10, 20, 30);
        }

        foreach (var (width, height) in new[] { (16, 9), (13, 7), (64, 36), (100, 20), (128, 72), (1, 1) })
        {
            var small = Scale(picture, size, width, height);
            Assert.All(small.Chunk(3), pixel => Assert.Equal([10, 20, 30], pixel));
        }
    }

    [Fact]
    public void The_same_size_is_a_copy()
    {
        var size = new FrameSize(70, 34);
        var picture = Noise(size, seed: 5);
        Assert.Equal(picture, Scale(picture, size, 70, 34));
    }

    [Fact]
    public void A_solid_picture_stays_solid() =>
        Gen.Select(Sizes, Gen.Int[1, 400], Gen.Int[1, 400], Gen.Byte).Sample((size, width, height, value) =>
        {
            var picture = new byte[size.Pixels * 3];
            picture.AsSpan().Fill(value);
            return !Scale(picture, size, width, height).AsSpan().ContainsAnyExcept(value);
        }, iter: 200);

    [Fact]
    public void Boxes_match_the_plain_reference_exactly() =>
        Gen.Select(Sizes, Gen.Int[1, 64], Gen.Int[1, 64], Gen.Int[0, 1000]).Sample((size, width, height, seed) =>
        {
            width = Math.Min(width, size.Width);
            height = Math.Min(height, size.Height);
            var picture = Noise(size, seed);
            return Scale(picture, size, width, height).AsSpan().SequenceEqual(Reference(picture, size, width, height));
        }, iter: 200);

    [Theory]
    [InlineData(4096, 2304, 1, 1)]
    [InlineData(4096, 2304, 256, 144)]
    [InlineData(4096, 2304, 5, 7)]
    [InlineData(1280, 720, 3, 2)]
    public void Large_boxes_do_not_overflow(int fromWidth, int fromHeight, int width, int height)
    {
        var size = new FrameSize(fromWidth, fromHeight);
        var white = new byte[size.Pixels * 3];
        white.AsSpan().Fill(255);
        Assert.DoesNotContain(Scale(white, size, width, height), value => value != 255);
        var picture = Noise(size, seed: 7);
        Assert.Equal(Reference(picture, size, width, height), Scale(picture, size, width, height));
    }

    [Fact]
    public void Integer_factors_keep_the_mean() =>
        Gen.Select(Gen.Int[4, 20], Gen.Int[4, 20], Gen.Int[2, 8], Gen.Int[0, 1000]).Sample((w, h, factor, seed) =>
        {
            var (width, height) = (w * 2, h * 2);
            var size = new FrameSize(Math.Max(32, width * factor), Math.Max(32, height * factor));
            if (size.Width != width * factor || size.Height != height * factor)
            {
                return true;
            }

            var picture = Noise(size, seed);
            var small = Scale(picture, size, width, height);
            return Math.Abs(picture.Average(v => v) - small.Average(v => v)) <= 0.5;
        }, iter: 100);

    [Fact]
    public void Growing_keeps_values_between_their_neighbours() =>
        Gen.Select(Gen.Int[33, 300], Gen.Int[33, 300], Gen.Int[0, 1000]).Sample((width, height, seed) =>
        {
            var size = new FrameSize(32, 32);
            var picture = Noise(size, seed);
            for (var i = 0; i < picture.Length; i++)
            {
                picture[i] = (byte)(40 + (picture[i] / 4));
            }

            return Scale(picture, size, width, height).All(value => value is >= 40 and <= 103);
        }, iter: 50);

    [Fact]
    public void Growing_twice_interpolates_linearly_between_pixel_centres()
    {
        var size = new FrameSize(32, 32);
        var picture = new byte[size.Pixels * 3];
        for (var i = 0; i < size.Pixels; i++)
        {
            picture.AsSpan(i * 3, 3).Fill((byte)(i % 32 * 4));
        }

        var large = Scale(picture, size, 64, 32);
        Assert.Equal([0, 1, 3, 5, 7], new[] { large[0], large[3], large[6], large[9], large[12] });
        Assert.Equal(124, large[63 * 3]);
    }

    [Fact]
    public void Scaling_allocates_nothing()
    {
        var size = new FrameSize(640, 360);
        var scaler = new AreaScaler(size, 256, 144);
        var picture = Noise(size, seed: 1);
        var small = new byte[256 * 144 * 3];
        scaler.Scale(picture, small);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            scaler.Scale(picture, small);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        var scaler = new AreaScaler(new FrameSize(32, 32), 8, 8);
        Assert.Throws<ArgumentException>(() => scaler.Scale(new byte[10], new byte[192]));
        Assert.Throws<ArgumentException>(() => scaler.Scale(new byte[3072], new byte[191]));
    }

    private static byte[] Scale(byte[] picture, FrameSize size, int width, int height)
    {
        var small = new byte[width * height * 3];
        new AreaScaler(size, width, height).Scale(picture, small);
        return small;
    }

    private static byte[] Noise(FrameSize size, int seed)
    {
        var picture = new byte[size.Pixels * 3];
        new Random(seed).NextBytes(picture);
        return picture;
    }

    private static byte[] Reference(byte[] picture, FrameSize size, int width, int height)
    {
        var small = new byte[width * height * 3];
        for (var i = 0; i < small.Length; i++)
        {
            var (x, y, channel) = (i / 3 % width, i / 3 / width, i % 3);
            var (left, right) = (x * size.Width / width, (x + 1) * size.Width / width);
            var (top, bottom) = (y * size.Height / height, (y + 1) * size.Height / height);
            long sum = 0;
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                {
                    sum += picture[(((row * size.Width) + column) * 3) + channel];
                }
            }

            long area = (right - left) * (bottom - top);
            small[i] = (byte)((sum + (area / 2)) / area);
        }

        return small;
    }
}
