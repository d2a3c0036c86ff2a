using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Registration;

public class PlateWarpTests
{
    private static readonly FrameSize Size = new(64, 48);

    private static Plate Noise(int seed)
    {
        var plate = new Plate(Size);
        new Random(seed).NextBytes(plate.Pixels);
        plate.Confidence.Fill(200);
        return plate;
    }

    private static RoomShift Shift(double x, double y) => RoomShift.None(Size) with { X = x / Size.Height, Y = y / Size.Height };

    [Fact]
    public void Whole_pixels_move_unchanged_and_nothing_is_known_beyond_the_plate() => Gen.Select(Gen.Int[-20, 20], Gen.Int[-20, 20], Gen.Int).Sample((dx, dy, seed) =>
    {
        using var plate = Noise(seed);
        using var moved = Noise(seed + 1);
        PlateWarp.Warp(plate, Shift(dx, dy), moved);
        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                var (u, v, at) = (x - dx, y - dy, (y * Size.Width) + x);
                var isInside = u >= 0 && v >= 0 && u < Size.Width && v < Size.Height;
                if (moved.Confidence[at] != (isInside ? 200 : 0)
                    || (isInside && !moved.Pixels.Slice(at * 3, 3).SequenceEqual(plate.Pixels.Slice(((v * Size.Width) + u) * 3, 3))))
                {
                    return false;
                }
            }
        }

        return true;
    }, iter: 100);

    [Fact]
    public void Half_a_pixel_is_the_mean_of_both()
    {
        using var plate = Noise(1);
        using var moved = new Plate(Size);

        PlateWarp.Warp(plate, Shift(0.5, 0), moved);

        for (var x = 1; x < Size.Width; x++)
        {
            var at = ((20 * Size.Width) + x) * 3;
            Assert.Equal((plate.Pixels[at - 3] + plate.Pixels[at] + 1) / 2, moved.Pixels[at]);
        }
    }

    /// <summary>Doubt hides: what the plate does not know must not colour what it claims to know.</summary>
    [Fact]
    public void Nothing_unknown_is_mixed_into_what_is_known() => Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-0.03, 0.03], Gen.Int).Sample((dx, dy, skew, seed) =>
    {
        using var plate = new Plate(Size);
        var random = new Random(seed);
        for (var i = 0; i < Size.Pixels; i++)
        {
            var isKnown = random.Next(8) > 0;
            plate.Confidence[i] = (byte)(isKnown ? 255 : 0);
            plate.Pixels.Slice(i * 3, 3).Fill((byte)(isKnown ? 100 : 255));
        }

        using var moved = new Plate(Size);
        PlateWarp.Warp(plate, Shift(dx, dy) with { Skew = skew }, moved);
        for (var i = 0; i < Size.Pixels; i++)
        {
            if (moved.Confidence[i] > 0 && moved.Pixels[i * 3] != 100)
            {
                return false;
            }
        }

        return true;
    }, iter: 100);
}
