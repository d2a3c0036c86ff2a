using StreamShield.Core.Frames;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Zones;

public class ZoneTests
{
    private static readonly RectangleShape Fine = new(0.1, 0.1, 0.2, 0.2);

    public static TheoryData<Zone, string> Wrong => new()
    {
        { new Zone { Name = " ", Shape = Fine }, "has no name" },
        { new Zone { Name = "window", Shape = null! }, "has no shape" },
        { new Zone { Name = "window", Shape = Fine, Kind = (ZoneKind)7 }, "unknown kind" },
        { new Zone { Name = "window", Shape = Fine, Feather = double.NaN }, "choose 0 to 0.2" },
        { new Zone { Name = "window", Shape = Fine, Feather = 0.21 }, "choose 0 to 0.2" },
        { new Zone { Name = "window", Shape = Fine, Feather = -0.01 }, "choose 0 to 0.2" },
        { new Zone { Name = "window", Shape = Fine, Effect = "magic" }, "choose one of decoy" },
        { new Zone { Name = "window", Shape = Fine, Effect = "blur", Strength = 101 }, "choose 0 to 100" },
        { new Zone { Name = "window", Shape = Fine, Effect = "blur", Kind = ZoneKind.Keep }, "make it a hide-zone" },
        { new Zone { Name = "window", Shape = new RectangleShape(double.NaN, 0, 1, 1) }, "choose -1 to 2" },
        { new Zone { Name = "window", Shape = new RectangleShape(0, double.PositiveInfinity, 1, 1) }, "choose -1 to 2" },
        { new Zone { Name = "window", Shape = new RectangleShape(0, -1.1, 1, 1) }, "choose -1 to 2" },
        { new Zone { Name = "window", Shape = new RectangleShape(0, 0, 0, 1) }, "more than 0" },
        { new Zone { Name = "window", Shape = new RectangleShape(0, 0, 1, double.NaN) }, "more than 0" },
        { new Zone { Name = "window", Shape = new EllipseShape(0.5, 2.5, 1, 1) }, "choose -1 to 2" },
        { new Zone { Name = "window", Shape = new EllipseShape(0.5, 0.5, -1, 1) }, "more than 0" },
        { new Zone { Name = "window", Shape = new EllipseShape(0.5, 0.5, 1, double.PositiveInfinity) }, "more than 0" },
        { new Zone { Name = "window", Shape = new PolygonShape([new(0, 0), new(1, 1)]) }, "has 2 corners: choose 3 to 256" },
        { new Zone { Name = "window", Shape = new PolygonShape(new ZonePoint[257]) }, "has 257 corners" },
        { new Zone { Name = "window", Shape = new PolygonShape([new(0, 0), new(1, 1), new(double.NaN, 0)]) }, "corner 3" },
        { new Zone { Name = "window", Shape = new PolygonShape([new(0, 0), new(1, double.NegativeInfinity), new(0, 0)]) }, "corner 2" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_zone_is_refused_with_its_name_and_the_cure(Zone zone, string says)
    {
        var e = Assert.Throws<ShieldException>(() => new ShieldSettings { Zones = [zone] }.Validate());
        Assert.Contains($"The zone '{zone.Name}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixty_five_zones_are_one_too_many()
    {
        Zone[] zones = [.. Enumerable.Range(0, 65).Select(i => new Zone { Name = $"zone {i}", Shape = Fine })];
        new ShieldSettings { Zones = zones[1..] }.Validate();
        Assert.Contains("There are 65 zones", Assert.Throws<ShieldException>(() => new ShieldSettings { Zones = zones }.Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_reaches_over_the_edge_is_fine() => new ShieldSettings
    {
        Zones =
        [
            new Zone { Name = "floor", Shape = new RectangleShape(-1, 0.9, 3, 1) },
            new Zone { Name = "lamp", Shape = new EllipseShape(2, -1, 3, 0.01), Feather = Zone.MaxFeather, Effect = "solid" },
        ],
    }.Validate();
}
