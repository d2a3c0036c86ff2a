using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Zones;

public class ZoneMaskTests
{
    private static readonly FrameSize Size = new(64, 48);

    private static readonly Gen<ZonePoint> Points = Gen.Select(Gen.Double[-0.3, 1.3], Gen.Double[-0.3, 1.3], (x, y) => new ZonePoint(x, y));

    private static readonly Gen<ZoneShape> Shapes = Gen.OneOf<ZoneShape>(
        Gen.Select(Points, Gen.Double[0.01, 1], Gen.Double[0.01, 1], (p, w, h) => (ZoneShape)new RectangleShape(p.X, p.Y, w, h)),
        Gen.Select(Points, Gen.Double[0.01, 1], Gen.Double[0.01, 1], (p, w, h) => (ZoneShape)new EllipseShape(p.X, p.Y, w, h)),
        Points.Array[3, 12].Select(points => (ZoneShape)new PolygonShape(points)));

    private static readonly Gen<Zone> Zones = Gen.Select(Shapes, Gen.Bool, Gen.OneOf(Gen.Const(0.0), Gen.Double[0, Zone.MaxFeather]), (shape, keep, feather) =>
        new Zone { Name = "thing", Shape = shape, Kind = keep ? ZoneKind.Keep : ZoneKind.Hide, Feather = feather });

    private static readonly Gen<ZoneShift> Shifts = Gen.Select(Gen.Double[-0.1, 0.1], Gen.Double[-0.1, 0.1], Gen.Double[-0.1, 0.1], Gen.Double[0.9, 1.1], (x, y, turn, zoom) =>
        new ZoneShift(x, y, turn, zoom));

    private static byte[] Apply(FrameSize size, IReadOnlyList<Zone> zones, Func<int, int, int> alpha, ZoneShift? shift = null)
    {
        using var mask = new ZoneMask(size);
        using var matte = TestPictures.Matte(size, alpha);
        mask.Set(zones);
        mask.Follow(shift ?? ZoneShift.None);
        using var frame = TestPictures.Noise(size, 1);
        mask.Apply(frame, matte);
        return matte.Alpha.ToArray();
    }

    private static byte[] Row(byte[] alpha, int y) => alpha.AsSpan(y * Size.Width, Size.Width).ToArray();

    [Fact]
    public void Without_zones_the_matte_is_as_it_was()
    {
        var alpha = Apply(Size, [], (x, y) => (x + y) * 2);
        for (var i = 0; i < alpha.Length; i++)
        {
            Assert.Equal((byte)(((i % Size.Width) + (i / Size.Width)) * 2), alpha[i]);
        }
    }

    [Fact]
    public void Hide_hides_and_keep_keeps_exactly_their_pixels()
    {
        var window = new Zone { Name = "window", Shape = new RectangleShape(0.25, 0.25, 0.25, 0.5) };
        var guitar = new Zone { Name = "guitar", Shape = new RectangleShape(0.75, 0, 0.125, 1), Kind = ZoneKind.Keep };
        var alpha = Apply(Size, [window, guitar], (_, _) => 100);
        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                var expected = x is >= 48 and < 56 ? 255 : x is >= 16 and < 32 && y is >= 12 and < 36 ? 0 : 100;
                Assert.Equal(expected, alpha[(y * Size.Width) + x]);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hide_wins_over_keep_in_any_order(bool reversed)
    {
        Zone[] zones =
        [
            new Zone { Name = "letter", Shape = new RectangleShape(0.25, 0, 0.25, 1) },
            new Zone { Name = "desk", Shape = new RectangleShape(0, 0, 1, 1), Kind = ZoneKind.Keep },
        ];
        var alpha = Row(Apply(Size, reversed ? [zones[1], zones[0]] : zones, (_, _) => 0), 20);
        Assert.All(alpha[16..32], a => Assert.Equal(0, a));
        Assert.All(alpha[..16], a => Assert.Equal(255, a));
        Assert.All(alpha[32..], a => Assert.Equal(255, a));
    }

    /// <summary>Softness only ever hides more: 4 pixels of feather, outside of hide and inside of keep.</summary>
    [Fact]
    public void Feathers_lie_outside_hide_and_inside_keep()
    {
        var feather = 3.0 / Size.Height;
        var hide = Apply(Size, [new Zone { Name = "door", Shape = new RectangleShape(0, 0, 0.25, 1), Feather = feather }], (_, _) => 255);
        Assert.Equal([0, 0, 63, 127, 191, 255, 255], Row(hide, 20)[14..21]);
        var keep = Apply(Size, [new Zone { Name = "door", Shape = new RectangleShape(0, 0, 0.25, 1), Feather = feather, Kind = ZoneKind.Keep }], (_, _) => 0);
        Assert.Equal([255, 255, 191, 127, 63, 0, 0], Row(keep, 20)[11..18]);
    }

    [Fact]
    public void A_feather_never_raises_a_matte_that_is_lower_still()
    {
        var zone = new Zone { Name = "door", Shape = new RectangleShape(0, 0, 0.25, 1), Feather = 0.1 };
        Assert.All(Apply(Size, [zone], (_, _) => 9), alpha => Assert.True(alpha <= 9));
    }

    /// <summary>The law of zones, broken on purpose by mattes that show everything.</summary>
    [Fact]
    public void A_pixel_inside_a_hide_zone_is_hidden_whatever_the_matte_and_the_other_zones_say() => Gen.Select(Zones.Array[0, 6], Shapes, Gen.Int).Sample((zones, shape, seed) =>
    {
        var alpha = Apply(Size, [.. zones, new Zone { Name = "mirror", Shape = shape }], (x, y) => new Random(seed + x + (y * 977)).Next(256));
        return Touched(shape).All(i => alpha[i] == 0);
    }, iter: 200);

    [Fact]
    public void The_order_of_zones_does_not_matter() => Gen.Select(Zones.Array[2, 6], Gen.Int).Sample((zones, seed) =>
    {
        var alpha = (int x, int y) => (x * 37) ^ (y * 11);
        var shuffled = zones.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Apply(Size, zones, (x, y) => alpha(x, y) & 255).AsSpan().SequenceEqual(Apply(Size, shuffled, (x, y) => alpha(x, y) & 255));
    }, iter: 100);

    [Fact]
    public void A_hide_zone_only_ever_lowers_and_a_keep_zone_only_ever_raises() => Gen.Select(Zones, Gen.Byte).Sample((zone, value) =>
        Apply(Size, [zone], (_, _) => value).All(alpha => zone.Kind == ZoneKind.Hide ? alpha <= value : alpha >= value), iter: 100);

    [Theory]
    [InlineData(34, 32)]
    [InlineData(66, 50)]
    [InlineData(126, 34)]
    public void Sizes_that_no_vector_divides_come_out_whole(int width, int height)
    {
        var size = new FrameSize(width, height);
        var alpha = Apply(size, [new Zone { Name = "wall", Shape = new RectangleShape(0.5, 0, 0.5, 1), Feather = 0.2 }], (_, _) => 255);
        Assert.All(Enumerable.Range(0, size.Pixels).Where(i => i % width >= width / 2), i => Assert.Equal(0, alpha[i]));
        Assert.All(Enumerable.Range(0, height), y => Assert.InRange(alpha[(y * width) + (width / 2) - 1], 1, 254));
    }

    [Fact]
    public void Sixty_four_zones_of_256_corners_hide_all_that_they_touch()
    {
        var random = new Random(5);
        Zone[] zones =
        [
            .. Enumerable.Range(0, Zone.MaxZones).Select(i => new Zone
            {
                Name = $"star {i}",
                Shape = new PolygonShape([.. Enumerable.Range(0, Zone.MaxCorners).Select(_ => new ZonePoint(random.NextDouble(), random.NextDouble()))]),
                Feather = i % 2 * 0.01,
            }),
        ];
        var alpha = Apply(Size, zones, (_, _) => 255);
        Assert.All(Touched(zones[0].Shape), i => Assert.Equal(0, alpha[i]));
        Assert.All(Touched(zones[^1].Shape), i => Assert.Equal(0, alpha[i]));
    }

    [Fact]
    public void Zones_follow_the_camera()
    {
        var zone = new Zone { Name = "window", Shape = new RectangleShape(0.25, 0.25, 0.25, 0.25) };
        var alpha = Apply(Size, [zone], (_, _) => 255, new ZoneShift(2.0 / Size.Width, -3.0 / Size.Height, 0, 1));
        for (var i = 0; i < alpha.Length; i++)
        {
            var (x, y) = (i % Size.Width, i / Size.Width);
            Assert.Equal(x is >= 18 and < 34 && y is >= 9 and < 21 ? 0 : 255, alpha[i]);
        }
    }

    [Fact]
    public void A_hide_zone_at_the_edge_goes_on_beyond_it_and_a_keep_zone_does_not()
    {
        var shift = new ZoneShift(-4.0 / Size.Width, 0, 0, 1);
        var hide = Row(Apply(Size, [new Zone { Name = "window", Shape = new RectangleShape(0.75, 0, 0.25, 1) }], (_, _) => 255, shift), 9);
        Assert.Equal(44, Array.IndexOf(hide, (byte)0));
        Assert.All(hide[44..], alpha => Assert.Equal(0, alpha));
        var keep = Row(Apply(Size, [new Zone { Name = "guitar", Shape = new RectangleShape(0.75, 0, 0.25, 1), Kind = ZoneKind.Keep }], (_, _) => 0, shift), 9);
        Assert.All(keep[44..60], alpha => Assert.Equal(255, alpha));
        Assert.All(keep[60..], alpha => Assert.Equal(0, alpha));
    }

    /// <summary>Where a pixel of the drawn picture goes, it is hidden there too.</summary>
    [Fact]
    public void A_hidden_place_stays_hidden_wherever_the_camera_turns() => Gen.Select(Shapes, Shifts).Sample((shape, shift) =>
    {
        var alpha = Apply(Size, [new Zone { Name = "mirror", Shape = shape }], (_, _) => 255, shift);
        var (sine, cosine) = Math.SinCos(shift.Turn);
        return Touched(shape).All(i =>
        {
            var (x, y) = ((i % Size.Width) + 0.5 - (Size.Width / 2.0), (i / Size.Width) + 0.5 - (Size.Height / 2.0));
            var u = (int)Math.Floor((shift.Zoom * ((cosine * x) - (sine * y))) + ((0.5 + shift.Right) * Size.Width));
            var v = (int)Math.Floor((shift.Zoom * ((sine * x) + (cosine * y))) + ((0.5 + shift.Down) * Size.Height));
            return u < 0 || v < 0 || u >= Size.Width || v >= Size.Height || alpha[(v * Size.Width) + u] == 0;
        });
    }, iter: 100);

    [Fact]
    public void A_trembling_view_is_not_worth_drawing_again_and_no_tremble_adds_up()
    {
        using var mask = new ZoneMask(Size);
        using var frame = TestPictures.Noise(Size, 1);
        mask.Set([new Zone { Name = "window", Shape = new RectangleShape(0.25, 0, 0.25, 1) }]);
        var edges = new List<int>();
        for (var step = 0; step <= 8; step++)
        {
            mask.Follow(new ZoneShift(0.25 * step / Size.Width, 0, 0, 1));
            using var matte = TestPictures.Matte(Size, (_, _) => 255);
            mask.Apply(frame, matte);
            edges.Add(matte.Alpha[..Size.Width].IndexOf((byte)0));
        }

        Assert.Equal(16, edges[1]);
        Assert.Equal(18, edges[8]);
    }

    [Theory]
    [InlineData(double.NaN, 0, 0, 1)]
    [InlineData(0, 2, 0, 1)]
    [InlineData(0, 0, double.PositiveInfinity, 1)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0, 0, double.NaN)]
    public void A_shift_that_is_none_is_refused(double right, double down, double turn, double zoom)
    {
        using var mask = new ZoneMask(Size);
        Assert.Throws<ShieldException>(() => mask.Follow(new ZoneShift(right, down, turn, zoom)));
    }

    /// <summary>Law 3.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void A_matte_of_another_frame_is_refused(long frameId, long matteId)
    {
        using var mask = new ZoneMask(Size);
        using var frame = TestPictures.Noise(Size, 1, frameId);
        using var matte = TestPictures.Matte(Size, (_, _) => 255, matteId);
        Assert.Throws<ShieldException>(() => mask.Apply(frame, matte));
    }

    [Fact]
    public void Zones_that_are_wrong_leave_the_old_ones_in_force()
    {
        using var mask = new ZoneMask(Size);
        using var frame = TestPictures.Noise(Size, 1);
        using var matte = TestPictures.Matte(Size, (_, _) => 255);
        mask.Set([new Zone { Name = "wall", Shape = new RectangleShape(0, 0, 1, 1) }]);
        Assert.Throws<ShieldException>(() => mask.Set([new Zone { Name = "wall", Shape = new RectangleShape(0, 0, 1, double.NaN) }]));
        mask.Apply(frame, matte);
        Assert.Equal(-1, matte.Alpha.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Taking_the_zones_away_takes_them_away()
    {
        using var mask = new ZoneMask(Size);
        using var frame = TestPictures.Noise(Size, 1);
        using var matte = TestPictures.Matte(Size, (_, _) => 255);
        mask.Set([new Zone { Name = "wall", Shape = new RectangleShape(0, 0, 1, 1) }]);
        mask.Set([]);
        mask.Apply(frame, matte);
        Assert.Equal(-1, matte.Alpha.IndexOfAnyExcept((byte)255));
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        using var mask = new ZoneMask(Size);
        using var frame = TestPictures.Noise(Size, 1);
        using var matte = TestPictures.Matte(Size, (_, _) => 255);
        mask.Set(
        [
            new Zone { Name = "wall", Shape = new EllipseShape(0.3, 0.3, 0.3, 0.3), Feather = 0.1 },
            new Zone { Name = "guitar", Shape = new RectangleShape(0.7, 0, 0.2, 1), Feather = 0.1, Kind = ZoneKind.Keep },
        ]);
        mask.Apply(frame, matte);
        var before = GC.GetAllocatedBytesForCurrentThread();
        mask.Apply(frame, matte);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The pixels whose centre or whose neighbourhood of a tenth of a pixel is inside, found without the code under test.</summary>
    private static IEnumerable<int> Touched(ZoneShape shape)
    {
        for (var i = 0; i < Size.Pixels; i++)
        {
            var (x, y) = (i % Size.Width, i / Size.Width);
            if (new[] { 0.1, 0.5, 0.9 }.Any(u => new[] { 0.1, 0.5, 0.9 }.Any(v => Contains(shape, (x + u) / Size.Width, (y + v) / Size.Height))))
            {
                yield return i;
            }
        }
    }

    private static bool Contains(ZoneShape shape, double x, double y) => shape switch
    {
        RectangleShape r => x > r.Left && x < r.Left + r.Width && y > r.Top && y < r.Top + r.Height,
        EllipseShape e => Math.Pow((x - e.CentreX) / e.RadiusX, 2) + Math.Pow((y - e.CentreY) / e.RadiusY, 2) < 1,
        PolygonShape p => Crossings(p.Points, x, y) % 2 == 1,
        _ => false,
    };

    private static int Crossings(IReadOnlyList<ZonePoint> points, double x, double y)
    {
        var count = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b) = (points[i], points[(i + 1) % points.Count]);
            count += (a.Y > y) != (b.Y > y) && x < a.X + ((y - a.Y) * (b.X - a.X) / (b.Y - a.Y)) ? 1 : 0;
        }

        return count;
    }
}
