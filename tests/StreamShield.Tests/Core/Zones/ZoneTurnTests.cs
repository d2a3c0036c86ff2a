using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Zones;

public class ZoneTurnTests
{
    private static readonly FrameSize Raw = new(160, 90);

    private static readonly Gen<Orientation> Orientations = Gen.Select(Gen.Int[0, 3].Select(static quarter => quarter * 90), Gen.Bool, static (turn, mirror) => new Orientation(turn, mirror));

    /// <summary>A zone follows the pixel that it was drawn over, and comes back exactly.</summary>
    [Fact]
    public void Every_zone_stays_on_its_pixel() => Gen.Select(Orientations, Orientations, Gen.Int[2, 157], Gen.Int[2, 87]).Sample((from, to, x, y) =>
    {
        var (was, now) = (Place(from, x, y), Place(to, x, y));
        var zone = new Zone { Name = "lamp", Kind = ZoneKind.Keep, Feather = 0.05, Shape = new RectangleShape(was.X - 0.01, was.Y - 0.01, 0.02, 0.02) };
        var turned = new ZoneTurn(from, from.Before(Raw), to, to.Before(Raw)).Turn([zone])[0];
        var shape = Assert.IsType<RectangleShape>(turned.Shape);
        Assert.Equal(now.X, shape.Left + (shape.Width / 2), 1e-6);
        Assert.Equal(now.Y, shape.Top + (shape.Height / 2), 1e-6);
        Assert.Equal(0.05 * from.Before(Raw).Height, turned.Feather * to.Before(Raw).Height, 1e-6);
        var back = new ZoneTurn(to, to.Before(Raw), from, from.Before(Raw)).Turn([turned])[0];
        var again = Assert.IsType<RectangleShape>(back.Shape);
        Assert.Equal(was.X - 0.01, again.Left, 1e-6);
        Assert.Equal(0.02, again.Width, 1e-6);
    });

    /// <summary>A quarter turn within the same size: the picture is between bars then, and so are the zones.</summary>
    [Fact]
    public void A_quarter_turn_within_one_size_puts_the_zones_between_the_bars()
    {
        var room = new Profile { Name = "a", Size = new FrameSize(1280, 720), Settings = new() { Zones = [Named(new RectangleShape(0, 0, 0.5, 1)), Named(new EllipseShape(0.5, 0.5, 0.2, 0.1))] } };
        var turned = room.Turned(new Orientation(90, Mirror: false), room.Size);
        var half = Assert.IsType<RectangleShape>(turned.Settings.Zones[0].Shape);
        var across = 720.0 * 720 / 1280 / 1280;
        Assert.Equal((0.5 - (across / 2), 0.0, across, 0.5), (half.Left, half.Top, half.Width, half.Height), (a, b) => Near(a.Item1, b.Item1) && Near(a.Item2, b.Item2) && Near(a.Item3, b.Item3) && Near(a.Item4, b.Item4));
        var round = Assert.IsType<EllipseShape>(turned.Settings.Zones[1].Shape);
        Assert.Equal(0.1 * across, round.RadiusX, 1e-6);
        Assert.Equal(0.2, round.RadiusY, 1e-6);
    }

    /// <summary>The page and the command line change the orientation alone.</summary>
    [Fact]
    public void A_change_of_the_orientation_takes_the_zones_along_unless_it_has_zones_of_its_own()
    {
        var room = new Profile { Name = "a", Settings = new() { Zones = [Named(new PolygonShape([new(0.1, 0.2), new(0.4, 0.2), new(0.1, 0.6)]))] } };
        var mirrored = ProfileJson.Change(room, """{"mirror":true}"""u8.ToArray(), "The request");
        Assert.Equal([new ZonePoint(0.9, 0.2), new(0.6, 0.2), new(0.9, 0.6)], Assert.IsType<PolygonShape>(mirrored.Settings.Zones[0].Shape).Points);
        var back = ProfileJson.Change(mirrored, """{"mirror":false}"""u8.ToArray(), "The request");
        Assert.Equal(ProfileJson.Write(room), ProfileJson.Write(back));
        Assert.Empty(ProfileJson.Change(room, """{"mirror":true,"zones":[]}"""u8.ToArray(), "The request").Settings.Zones);
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-6;

    private static Zone Named(ZoneShape shape) => new() { Name = "zone", Shape = shape };

    /// <summary>The middle of a pixel of the camera's picture, in the turned one.</summary>
    private static ZonePoint Place(Orientation orientation, int x, int y)
    {
        var ((column, row), size) = (orientation.Do(x, y, Raw), orientation.Before(Raw));
        return new ZonePoint((column + 0.5) / size.Width, (row + 0.5) / size.Height);
    }
}
