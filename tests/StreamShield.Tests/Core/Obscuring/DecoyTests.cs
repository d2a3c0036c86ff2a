using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Obscuring.Decoys;

namespace StreamShield.Tests.Core.Obscuring;

public class DecoyTests
{
    private static readonly FrameSize Size = new(256, 144);

    [Fact]
    public void Another_seed_is_another_room()
    {
        var rooms = Enumerable.Range(0, 12).Select(seed => Convert.ToHexString(Draw(new DecoyObscurer(Size, 75, seed)))).Distinct();

        Assert.Equal(12, rooms.Count());
    }

    /// <summary>Believable is for eyes to judge; this holds what would give a decoy away at once: flat, black, burnt out or with hard edges.</summary>
    [Fact]
    public void A_drawn_room_has_lights_and_darks_and_no_hard_edge() => Gen.Int.Sample(seed =>
    {
        var luma = Draw(new DecoyObscurer(Size, 75, seed)).AsSpan(0, Size.Pixels);
        var steepest = 0;
        for (var i = 1; i < luma.Length; i++)
        {
            steepest = Math.Max(steepest, i % Size.Width == 0 ? 0 : Math.Abs(luma[i] - luma[i - 1]));
        }

        var sorted = luma.ToArray();
        Array.Sort(sorted);
        return sorted[^1] - sorted[0] > 60 && sorted[sorted.Length / 2] is > 60 and < 200 && steepest < 24;
    }, iter: 40);

    [Fact]
    public void More_strength_is_further_out_of_focus()
    {
        static int Roughness(int strength)
        {
            var luma = Draw(new DecoyObscurer(Size, strength, 5)).AsSpan(0, Size.Pixels);
            var sum = 0;
            for (var i = 1; i < luma.Length; i++)
            {
                sum += Math.Abs(luma[i] - luma[i - 1]);
            }

            return sum;
        }

        Assert.True(Roughness(0) > Roughness(50) && Roughness(50) > Roughness(100));
    }

    [Fact]
    public void The_users_picture_is_shown_out_of_focus()
    {
        // Left half red, right half blue.
        var image = new BackgroundImage(2, 1, [0, 0, 255, 255, 0, 0]);
        using var decoy = new DecoyObscurer(Size, 75, 0, image);
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        var picture = decoy.Obscure(TestPictures.Noise(Size, 1), matte, TestPictures.FrameTime);

        var row = picture.Chroma.Slice(36 * Size.Width, Size.Width).ToArray();
        Assert.Equal(Nv12.Convert(0, 0, 255).V, row[1], 2.0);
        Assert.Equal(Nv12.Convert(255, 0, 0).U, row[^2], 2.0);
        Assert.InRange(row[129], Nv12.Convert(255, 0, 0).V + 20, Nv12.Convert(0, 0, 255).V - 20);
    }

    /// <summary>Of the streamer it takes the tone, slowly: a lamp that goes on changes it by less than a level per frame.</summary>
    [Fact]
    public void The_tone_follows_the_streamers_light_slowly()
    {
        using var decoy = new DecoyObscurer(Size, 75, 5);
        using var matte = TestPictures.Matte(Size, (x, _) => x is > 80 and < 180 ? 255 : 0);
        var last = decoy.Obscure(Lit(60), matte, TestPictures.FrameTime).Luma.ToArray();
        var dark = last;
        for (var i = 0; i < 600; i++)
        {
            var luma = decoy.Obscure(Lit(200), matte, TestPictures.FrameTime).Luma.ToArray();
            Assert.True(luma.Zip(last).All(pair => Math.Abs(pair.First - pair.Second) <= 1));
            last = luma;
        }

        Assert.True(last.Average(b => b) > dark.Average(b => b) + 20);

        static Frame Lit(byte value) => TestPictures.Frame(Size, (_, _) => ((byte)(value * 2 / 3), value, value));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(60)]
    public void The_tone_changes_in_the_same_time_at_every_rate(int rate)
    {
        var tone = new StreamerTone(Size);
        using var matte = TestPictures.Matte(Size, (_, _) => 255);
        tone.Follow(TestPictures.Frame(Size, (_, _) => (40, 60, 60)), matte, TestPictures.FrameTime);
        var dark = tone.Exposure;
        for (var i = 0; i < rate * 2; i++)
        {
            tone.Follow(TestPictures.Frame(Size, (_, _) => (133, 200, 200)), matte, TimeSpan.FromSeconds(1.0 / rate));
        }

        Assert.InRange(tone.Exposure / dark, 1.11f, 1.14f);
    }

    /// <summary>Nobody there, or hardly anybody: the tone stays what it was.</summary>
    [Fact]
    public void Without_a_streamer_the_tone_stays()
    {
        using var decoy = new DecoyObscurer(Size, 75, 5);
        using var there = TestPictures.Matte(Size, (x, _) => x is > 80 and < 180 ? 255 : 0);
        using var away = TestPictures.Matte(Size, (x, _) => x < 2 ? 255 : x < 100 ? 254 : 0);
        var before = decoy.Obscure(TestPictures.Frame(Size, (_, _) => (90, 90, 90)), there, TestPictures.FrameTime).Nv12.ToArray();
        for (var i = 0; i < 30; i++)
        {
            Assert.True(decoy.Obscure(TestPictures.Frame(Size, (_, _) => (255, 255, 255)), away, TestPictures.FrameTime).Nv12.SequenceEqual(before));
        }
    }

    /// <summary>The tone has few values: what it could tell is a handful of bits.</summary>
    [Fact]
    public void The_tone_is_one_of_a_few()
    {
        var tones = new HashSet<(float, float)>();
        using var matte = TestPictures.Matte(Size, (_, _) => 255);
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var (b, g, r) = ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            var tone = new StreamerTone(Size);
            tone.Follow(TestPictures.Frame(Size, (_, _) => (b, g, r)), matte, TestPictures.FrameTime);
            tones.Add((tone.Exposure, tone.Warmth));
        }

        Assert.InRange(tones.Count, 5, 80);
    }

    [Fact]
    public void A_lens_out_of_focus_turns_a_point_into_an_even_disc_and_keeps_the_light()
    {
        var picture = new float[31 * 31 * 3];
        picture[((15 * 31) + 15) * 3] = 100;

        var blurred = DiscBlur.Blur(picture, 31, 4.3f);

        var red = Enumerable.Range(0, 31 * 31).Select(i => blurred[i * 3]).ToArray();
        Assert.Equal(100, red.Sum(), 0.01);
        var lit = red.Where(value => value > 0).ToArray();
        Assert.All(lit, value => Assert.Equal(lit[0], value, 1e-5));
        for (var i = 0; i < red.Length; i++)
        {
            var (x, y) = ((i % 31) - 15, (i / 31) - 15);
            Assert.Equal(Math.Abs(y) <= 4 && Math.Abs(x) <= (int)Math.Sqrt((4.3 * 4.3) - (y * y)), red[i] > 0);
        }
    }

    private static byte[] Draw(DecoyObscurer decoy)
    {
        using (decoy)
        {
            using var matte = TestPictures.Matte(Size, (_, _) => 0);
            return decoy.Obscure(TestPictures.Noise(Size, 1), matte, TestPictures.FrameTime).Nv12.ToArray();
        }
    }
}
