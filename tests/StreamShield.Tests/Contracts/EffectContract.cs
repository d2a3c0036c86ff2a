using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;
using StreamShield.Tests.Core;

namespace StreamShield.Tests.Contracts;

/// <summary>What every effect must do, run over all of <see cref="Effects.All"/>.</summary>
public class EffectContract
{
    private static readonly FrameSize Size = new(256, 144);

    public static TheoryData<string> All => [.. Effects.All.Keys];

    public static TheoryData<string> WithoutTheRoom => [.. Effects.All.Values.Where(static effect => !effect.ShowsRoom).Select(static effect => effect.Name)];

    public static TheoryData<string> WithTheRoom => [.. Effects.All.Values.Where(static effect => effect.ShowsRoom).Select(static effect => effect.Name)];

    [Fact]
    public void The_default_knows_nothing_of_the_room() => Assert.False(Effects.All[new ShieldSettings().Effect].ShowsRoom);

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_frames_give_the_same_pictures(string effect) => Gen.Select(Gen.Int, Gen.Int[0, 100]).Sample((seed, strength) =>
    {
        using var one = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        using var other = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        for (var i = 0; i < 4; i++)
        {
            var frame = TestPictures.Noise(Size, seed + i);
            using var matte = Streamer(i * 10);
            if (!one.Obscure(frame, matte, TestPictures.FrameTime).Nv12.SequenceEqual(other.Obscure(frame, matte, TestPictures.FrameTime).Nv12))
            {
                return false;
            }
        }

        return true;
    }, iter: 8);

    /// <summary>Law 5 in its strongest form: swap the room behind the same streamer and matte, and not one byte of the hidden picture changes.</summary>
    [Theory]
    [MemberData(nameof(WithoutTheRoom))]
    public void A_room_that_is_swapped_changes_nothing(string effect) => Gen.Select(Gen.Int, Gen.Int[0, 100]).Sample((seed, strength) =>
    {
        using var one = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        using var other = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        var random = new Random(seed);
        for (var i = 0; i < 6; i++)
        {
            using var matte = Streamer(i * 12);
            var frame = TestPictures.Noise(Size, seed + i);
            var picture = one.Obscure(frame, matte, TestPictures.FrameTime).Nv12.ToArray();
            for (var pixel = 0; pixel < Size.Pixels; pixel++)
            {
                if (matte.Alpha[pixel] < 255)
                {
                    random.NextBytes(frame.Pixels.Slice(pixel * 3, 3));
                }
            }

            if (!other.Obscure(frame, matte, TestPictures.FrameTime).Nv12.SequenceEqual(picture))
            {
                return false;
            }
        }

        return true;
    }, iter: 15);

    /// <summary>Law 5: what is finer than the grid leaves no trace at all, not even in the last bit.</summary>
    [Theory]
    [MemberData(nameof(WithTheRoom))]
    public void Rooms_that_differ_only_in_detail_finer_than_the_grid_give_the_same_bytes(string effect) => Gen.Select(Gen.Int, Gen.Int[0, 100]).Sample((seed, strength) =>
    {
        using var one = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        using var other = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        var columns = one is BlurObscurer ? BlurObscurer.ColumnsFor(strength) : Math.Min(Size.Width / 4, 2 * BlurObscurer.ColumnsFor(strength));
        for (var i = 0; i < 3; i++)
        {
            var plain = TestPictures.Noise(Size, seed + i);
            var detailed = TestPictures.Noise(Size, seed + i);
            Shuffle(detailed, columns, Math.Max(1, (int)Math.Round((double)columns * Size.Height / Size.Width)), new Random(seed));
            using var matte = Streamer(i * 10);
            if (plain.Pixels.SequenceEqual(detailed.Pixels) || !one.Obscure(plain, matte, TestPictures.FrameTime).Nv12.SequenceEqual(other.Obscure(detailed, matte, TestPictures.FrameTime).Nv12))
            {
                return false;
            }
        }

        return true;
    }, iter: 30);

    /// <summary>Nothing shimmers: the noise of a camera is not in the hidden picture, so there is nothing to average.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Noise_changes_nothing(string effect) => Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 100]).Sample((seed, strength) =>
    {
        using var obscurer = Effects.Make(Size, TestPictures.Settings(effect, strength).EffectChoice);
        using var matte = Streamer(0);
        byte[]? first = null;
        // A level that the first frame's noise chose wrongly may be mended once.
        for (var i = 0; i < 60; i++)
        {
            var noise = new Random((seed * 100) + i);
            var frame = TestPictures.Frame(Size, (x, y) => (Noisy(noise, x), Noisy(noise, y + 40), Noisy(noise, (x * y / 200) + 30)));
            var picture = obscurer.Obscure(frame, matte, TestPictures.FrameTime).Nv12.ToArray();
            first = i < 30 ? picture : first;
            if (!picture.AsSpan().SequenceEqual(first))
            {
                return false;
            }
        }

        return true;
    }, iter: 4);

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_allocated(string effect)
    {
        using var obscurer = Effects.Make(Size, TestPictures.Settings(effect).EffectChoice);
        var frames = Enumerable.Range(0, 4).Select(i => TestPictures.Noise(Size, i)).ToArray();
        using var matte = Streamer(0);
        using var away = TestPictures.Matte(Size, (_, _) => 0);
        for (var i = 0; i < 60; i++)
        {
            obscurer.Obscure(frames[i % 4], i % 3 == 0 ? away : matte, TestPictures.FrameTime);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 60; i++)
        {
            obscurer.Obscure(frames[i % 4], i % 3 == 0 ? away : matte, TestPictures.FrameTime);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_size_that_can_be_shielded_has_a_whole_picture(string effect)
    {
        foreach (var size in (FrameSize[])[new(32, 32), new(34, 50), new(640, 32), new(32, 640), new(62, 2304)])
        {
            foreach (var strength in (int[])[0, 50, 100])
            {
                using var obscurer = Effects.Make(size, TestPictures.Settings(effect, strength).EffectChoice);
                using var matte = TestPictures.Matte(size, (_, _) => 0);
                var picture = obscurer.Obscure(TestPictures.Frame(size, (_, _) => (200, 200, 200)), matte, TestPictures.FrameTime);

                Assert.Equal(size, picture.Size);
                // Black is what a picture is before it is drawn; no effect shows it here.
                Assert.DoesNotContain((byte)0, picture.Luma.ToArray());
                Assert.True(picture.Luma.IndexOf((byte)16) < 0);
            }
        }
    }

    [Fact]
    public void Each_has_its_own_name_and_says_what_it_gives_away() =>
        Assert.All(Effects.All, entry => Assert.True(entry.Key == entry.Value.Name && entry.Value.Promise.Length > 20));

    private static byte Noisy(Random noise, int value) =>
        (byte)Math.Clamp(value + (3 * Math.Sqrt(-2 * Math.Log(1 - noise.NextDouble())) * Math.Cos(2 * Math.PI * noise.NextDouble())), 0, 255);

    /// <summary>Visible in the middle, soft at its edges, somewhere.</summary>
    private static Matte Streamer(int shift) => TestPictures.Matte(Size, (x, y) => y < 40 ? 0 : Math.Clamp((44 - Math.Abs(x - 100 - shift)) * 32, 0, 255));

    /// <summary>Exchanges pixels within each cell: every mean stays, every detail changes.</summary>
    private static void Shuffle(Frame frame, int columns, int rows, Random random)
    {
        for (var cell = 0; cell < columns * rows; cell++)
        {
            var (row, column) = Math.DivRem(cell, columns);
            var (left, right) = (column * Size.Width / columns, (column + 1) * Size.Width / columns);
            var (top, bottom) = (row * Size.Height / rows, (row + 1) * Size.Height / rows);
            for (var k = 0; k < 20; k++)
            {
                var one = frame.Pixels.Slice(((random.Next(top, bottom) * Size.Width) + random.Next(left, right)) * 3, 3);
                var other = frame.Pixels.Slice(((random.Next(top, bottom) * Size.Width) + random.Next(left, right)) * 3, 3);
                for (var channel = 0; channel < 3; channel++)
                {
                    (one[channel], other[channel]) = (other[channel], one[channel]);
                }
            }
        }
    }
}
