using CsCheck;
using StreamShield.Core.People;
using StreamShield.Core.Pixels;

namespace StreamShield.Tests.Core.People;

/// <summary>The selector's small parts, each on cases that can be counted by hand.</summary>
public class PeoplePartsTests
{
    [Fact]
    public void What_is_spread_covers_the_square_around_it() => Gen.Select(Gen.Int[0, 66], Gen.Int[0, 19], Gen.Int[1, 6]).Sample((x, y, radius) =>
    {
        var (from, to) = (new byte[67 * 20], new byte[67 * 20]);
        from[(y * 67) + x] = 2;
        new PlaneSpread(67, 20).Spread(from, to, radius);
        for (var i = 0; i < to.Length; i++)
        {
            var near = Math.Abs((i % 67) - x) <= radius && Math.Abs((i / 67) - y) <= radius;
            if (to[i] != (near ? 2 : 0))
            {
                return false;
            }
        }

        return true;
    }, iter: 100);

    [Fact]
    public void A_model_knows_its_own_colours_and_their_neighbours_again()
    {
        var red = Counts((20, 20, 200), 90, (60, 60, 160), 10);
        var model = new Looks();
        Assert.Equal(0, model.Match(red, 100));
        model.Learn(red, 100, 0.1f);
        Assert.Equal(1, model.Match(red, 100), 3);
        Assert.InRange(model.Match(Counts((36, 20, 200), 100), 100), 0.4, 0.9);
        Assert.Equal(0, model.Match(Counts((200, 150, 20), 100), 100), 3);
    }

    [Fact]
    public void A_model_follows_as_fast_as_it_is_told()
    {
        var (red, blue) = (Counts((20, 20, 200), 50), Counts((200, 20, 20), 50));
        var model = new Looks();
        model.Learn(red, 50, 0.25f);
        model.Learn(blue, 50, 0.25f);
        Assert.Equal(0.75, model.Match(red, 50), 3);
        Assert.Equal(0.25, model.Match(blue, 50), 3);
        model.Forget();
        Assert.Equal(0, model.Match(red, 50));
    }

    /// <summary>In front of the streamer, or behind, nothing says that somebody has stopped: what moves there may be the streamer.</summary>
    [Theory]
    [InlineData(true, 0, false, true)]
    [InlineData(true, 2, false, true)]
    [InlineData(true, 20, false, false)]
    [InlineData(false, 0, false, false)]
    [InlineData(false, 2, true, true)]
    public void Who_walked_still_walks_while_too_little_can_be_told_from_the_streamer(bool walked, int columnsApart, bool changes, bool moves)
    {
        const int Width = 64;
        const int Height = 64;
        var bodies = new[] { new Body(Width, Height, 1) { IsThere = true }, new Body(Width, Height, 2) { IsThere = true, Front = -1 } };
        using var motion = new MotionPlane(Width * Height);
        var labels = new LabelPlane(Width, Height, bodies, motion);
        for (var i = 0; i < Width * Height; i++)
        {
            var isInside = i % Width is >= 10 and < 50 && i / Width is >= 10 and < 50;
            labels.Labels[i] = isInside ? bodies[1].Bit : (byte)0;
            bodies[0].Claims[i] = i % Width >= 10 + columnsApart ? Body.Seen : (byte)0;
            motion.Changed[i] = changes ? (byte)1 : (byte)0;
        }

        bodies[1].Remember(labels.Labels, 40 * 40, new PixelArea(10, 10, 50, 50));
        bodies[1].StandApart(40 * 40, passed: 0.2, moves: walked);
        Assert.Equal(moves, labels.Moves(bodies[1]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, -1)]
    [InlineData(-3, 3)]
    public void The_shift_of_a_layer_is_found_and_the_others_shift_does_not_matter(int right, int down)
    {
        const int Width = 64;
        const int Height = 48;
        var random = new Random(1);
        var (last, now, labels) = (new byte[Width * Height * 3], new byte[Width * Height * 3], new byte[Width * Height]);
        random.NextBytes(now);
        Waves(last);
        for (var y = 12; y < 36; y++)
        {
            for (var x = 16; x < 48; x++)
            {
                labels[(y * Width) + x] = BodyMap.OwnBit;
                last.AsSpan(((y * Width) + x) * 3, 3).CopyTo(now.AsSpan((((y + down) * Width) + x + right) * 3));
            }
        }

        Assert.Equal((right, down), LayerMotion.Find(last, now, labels, BodyMap.OwnBit, new PixelArea(16, 12, 48, 36), Width, (0, 0)));
    }

    /// <summary>Soft on both axes, as pictures are: coarse steps lead to fine ones.</summary>
    private static void Waves(byte[] plane)
    {
        for (var i = 0; i < plane.Length / 3; i++)
        {
            plane.AsSpan(i * 3, 3).Fill((byte)(128 + (60 * Math.Sin(i % 64 / 5.0)) + (60 * Math.Cos(i / 64 / 4.0))));
        }
    }

    private static int[] Counts((byte B, byte G, byte R) colour, int count, (byte B, byte G, byte R) other = default, int otherCount = 0)
    {
        var counts = new int[Looks.Bins];
        counts[Looks.Bin(colour.B, colour.G, colour.R)] += count;
        counts[Looks.Bin(other.B, other.G, other.R)] += otherCount;
        return counts;
    }
}
