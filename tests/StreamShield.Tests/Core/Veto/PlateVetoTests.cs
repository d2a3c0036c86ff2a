using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;
using StreamShield.Core.Veto;
using StreamShield.Tests.Core.Rooms;

namespace StreamShield.Tests.Core.Veto;

public class PlateVetoTests
{
    private static readonly FrameSize Size = RoomPictures.Size;

    private static byte[] Veto(Frame frame, Plate plate, Light light, Func<int, int, int> alpha)
    {
        using var veto = new PlateVeto(frame.Size);
        using var fine = TestPictures.Matte(frame.Size, alpha, frame.Id);
        veto.Apply(frame, new AlignedRoom(frame.Id, plate, light), fine);
        Assert.Equal(frame.Id, fine.FrameId);
        return fine.Alpha.ToArray();
    }

    [Fact]
    public void A_textured_room_is_hidden_though_the_model_shows_all_of_it()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Textured);
        using var frame = TestPictures.Frame(Size, RoomPictures.Textured);

        Assert.All(Veto(frame, plate, Light.Same, (_, _) => 255), alpha => Assert.Equal(0, alpha));
    }

    [Fact]
    public void Noise_and_a_shift_of_a_third_of_a_pixel_do_not_show_it()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Textured);
        var random = new Random(1);
        byte Mixed(byte here, byte next) => (byte)Math.Clamp((0.67 * here) + (0.33 * next) + random.Next(-5, 6), 0, 255);
        using var frame = TestPictures.Frame(Size, (x, y) =>
        {
            var (here, next) = (RoomPictures.Textured(x, y), RoomPictures.Textured(x + 1, y));
            return (Mixed(here.B, next.B), Mixed(here.G, next.G), Mixed(here.R, next.R));
        });

        var shown = Veto(frame, plate, Light.Same, (_, _) => 255).Count(alpha => alpha > 0);

        Assert.InRange(shown, 0, Size.Pixels / 50);
    }

    [Fact]
    public void A_foreign_patch_stays_and_the_room_around_it_goes()
    {
        static bool IsPatch(int x, int y) => x is >= 32 and < 64 && y is >= 16 and < 48;
        using var plate = RoomPictures.Plate(RoomPictures.Textured);
        using var frame = TestPictures.Frame(Size, (x, y) => IsPatch(x, y) ? ((byte)(20 + (x % 3)), (byte)30, (byte)(200 + (y % 5))) : RoomPictures.Textured(x, y));

        var alpha = Veto(frame, plate, Light.Same, (_, _) => 255);

        for (var i = 0; i < alpha.Length; i++)
        {
            var (x, y) = (i % Size.Width, i / Size.Width);
            if (!IsPatch(x, y))
            {
                Assert.Equal(0, alpha[i]);
            }
            else if (IsPatch(x - 2, y - 2) && IsPatch(x + 2, y + 2))
            {
                Assert.Equal(255, alpha[i]);
            }
        }
    }

    /// <summary>Clothes of the wall's colour: inside the silhouette the model decides.</summary>
    [Fact]
    public void Flat_before_flat_keeps_the_models_word()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        using var frame = TestPictures.Frame(Size, RoomPictures.Flat);

        Assert.All(Veto(frame, plate, Light.Same, (_, _) => 255), alpha => Assert.Equal(255, alpha));
    }

    [Fact]
    public void Flat_before_flat_is_hidden_where_the_model_doubts()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        using var frame = TestPictures.Frame(Size, RoomPictures.Flat);

        Assert.All(Veto(frame, plate, Light.Same, (_, _) => 200), alpha => Assert.Equal(0, alpha));
    }

    /// <summary>The matte overshoots the silhouette by four pixels; what is beyond it is wall.</summary>
    [Fact]
    public void A_band_along_the_silhouette_goes_to_the_pixel()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        using var frame = TestPictures.Frame(Size, (x, y) => x < 48 ? ((byte)40, (byte)30, (byte)90) : RoomPictures.Flat(x, y));

        var alpha = Veto(frame, plate, Light.Same, (x, _) => x < 52 ? 255 : 0);

        for (var i = 0; i < alpha.Length; i++)
        {
            var x = i % Size.Width;
            Assert.True(x >= 48 ? alpha[i] == 0 : x >= 47 || alpha[i] == 255, $"alpha {alpha[i]} at x = {x}");
        }
    }

    [Theory]
    [InlineData(0.85f, 0.7)]
    [InlineData(1.2f, 0.6)]
    [InlineData(0.7f, 1.1)]
    public void Another_light_and_a_shadow_do_not_show_the_room(float light, double shadow)
    {
        using var plate = RoomPictures.Plate(RoomPictures.Textured);
        // The shadow falls on the right half, softly.
        using var frame = TestPictures.Frame(Size, RoomPictures.Lit(RoomPictures.Textured, (x, _) => light * (1 + ((shadow - 1) * Math.Clamp((x - 32) / 32.0, 0, 1)))));

        var shown = Veto(frame, plate, RoomPictures.Light(light), (_, _) => 255).Count(alpha => alpha > 0);

        Assert.InRange(shown, 0, Size.Pixels / 100);
    }

    /// <summary>Captured at dusk, shown under a lamp.</summary>
    [Theory]
    [InlineData(2.5f)]
    [InlineData(3.5f)]
    public void A_light_many_times_as_bright_does_not_show_the_room(float light)
    {
        static (byte B, byte G, byte R) Dusk(int x, int y) => RoomPictures.Lit(RoomPictures.Textured, (_, _) => 0.3)(x, y);
        using var plate = RoomPictures.Plate(Dusk);
        using var frame = TestPictures.Frame(Size, RoomPictures.Lit(Dusk, (_, _) => light));

        var shown = Veto(frame, plate, RoomPictures.Light(light), (_, _) => 255).Count(alpha => alpha > 0);

        Assert.InRange(shown, 0, Size.Pixels / 100);
    }

    [Fact]
    public void An_unknown_room_touches_nothing()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Textured, confidence: 0);
        using var frame = TestPictures.Frame(Size, RoomPictures.Textured);
        static int Alpha(int x, int y) => (x * y) % 256;

        var alpha = Veto(frame, plate, Light.Same, Alpha);

        for (var i = 0; i < alpha.Length; i++)
        {
            Assert.Equal(Alpha(i % Size.Width, i / Size.Width), alpha[i]);
        }
    }

    /// <summary>Law 4: whatever comes in, no pixel rises, at any size.</summary>
    [Fact]
    public void Alpha_never_rises() => Gen.Select(Gen.Int[16, 60], Gen.Int[16, 40], Gen.Int[0, 40], Gen.Float[0.3f, 2.5f], Gen.Float[-60, 60], Gen.Int).Sample(
        (halfWidth, halfHeight, difference, gain, offset, seed) =>
        {
            var size = new FrameSize(2 * halfWidth, 2 * halfHeight);
            var random = new Random(seed);
            using var frame = TestPictures.Noise(size, seed);
            using var plate = new Plate(size);
            for (var i = 0; i < plate.Pixels.Length; i++)
            {
                plate.Pixels[i] = (byte)Math.Clamp(frame.Pixels[i] + random.Next(-difference, difference + 1), 0, 255);
            }

            random.NextBytes(plate.Confidence);
            using var before = TestPictures.Matte(size, (_, _) => (random.Next(3) * 127) + random.Next(2));
            using var fine = TestPictures.Matte(size, (x, y) => before.Alpha[(y * size.Width) + x]);
            using var veto = new PlateVeto(size);
            veto.Apply(frame, new AlignedRoom(1, plate, new Light(gain, offset, 1, 0, gain, -offset)), fine);
            for (var i = 0; i < fine.Alpha.Length; i++)
            {
                if (fine.Alpha[i] > before.Alpha[i])
                {
                    return false;
                }
            }

            return true;
        }, iter: 200);

    /// <summary>A frame is answered for by itself, not by what the veto saw before.</summary>
    [Fact]
    public void Nothing_of_the_frame_before_stays()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Textured);
        using var room = TestPictures.Frame(Size, RoomPictures.Textured);
        using var person = TestPictures.Frame(Size, (x, y) => ((byte)(10 + (x % 4)), (byte)20, (byte)(220 - (y % 4))), id: 2);
        using var veto = new PlateVeto(Size);
        using var first = TestPictures.Matte(Size, (_, _) => 255);
        using var second = TestPictures.Matte(Size, (_, _) => 255, frameId: 2);

        veto.Apply(room, new AlignedRoom(1, plate, Light.Same), first);
        veto.Apply(person, new AlignedRoom(2, plate, Light.Same), second);

        Assert.All(second.Alpha.ToArray(), alpha => Assert.Equal(255, alpha));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    public void A_matte_or_room_of_another_frame_is_refused(long matteOf, long roomOf)
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        using var frame = TestPictures.Frame(Size, RoomPictures.Flat, id: 5);
        using var fine = TestPictures.Matte(Size, (_, _) => 255, matteOf);
        using var veto = new PlateVeto(Size);

        Assert.Throws<ShieldException>(() => veto.Apply(frame, new AlignedRoom(roomOf, plate, Light.Same), fine));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Textured);
        using var frame = TestPictures.Frame(Size, RoomPictures.Textured);
        using var fine = TestPictures.Matte(Size, (x, _) => x < 48 ? 255 : 0);
        using var veto = new PlateVeto(Size);
        veto.Apply(frame, new AlignedRoom(1, plate, Light.Same), fine);
        fine.Alpha.Fill(255);
        var before = GC.GetAllocatedBytesForCurrentThread();

        veto.Apply(frame, new AlignedRoom(1, plate, Light.Same), fine);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
