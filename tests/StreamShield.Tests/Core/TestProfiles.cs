using System.Text;
using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core;

/// <summary>Room profiles for tests, and what it means that two are equal.</summary>
internal static class TestProfiles
{
    private static readonly IReadOnlyList<Zone> NoZones = [];

    private static readonly Gen<string> Extras = OneOf("", "{\"later\":1.50}", "{\"ünknown\":[1,{\"deep\":null}],\"\":\"\\u0041\"}");

    private static readonly Gen<string> Names = Gen.String[Gen.Char, 1, ProfileName.MaxLength].Where(ProfileName.IsGood);

    private static readonly Gen<double> Places = Gen.Double[-1, 2];

    private static readonly Gen<double> Lengths = Gen.Double[1e-9, 3];

    private static readonly Gen<ZoneShape> Shapes = Gen.OneOf(
        Gen.Select(Places, Places, Lengths, Lengths, (left, top, width, height) => (ZoneShape)new RectangleShape(left, top, width, height)),
        Gen.Select(Places, Places, Lengths, Lengths, (x, y, radiusX, radiusY) => (ZoneShape)new EllipseShape(x, y, radiusX, radiusY)),
        Gen.Select(Places, Places, (x, y) => new ZonePoint(x, y)).Array[3, 20].Select(points => (ZoneShape)new PolygonShape(points)));

    private static readonly Gen<Zone> Zones =
        from name in Names
        from keep in Gen.Bool
        from shape in Shapes
        from feather in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, Zone.MaxFeather])
        from effect in OneOf<string?>(null, "blur", "solid")
        from strength in Gen.Int[0, 100]
        from extra in Extras
        select new Zone
        {
            Name = name,
            Kind = keep ? ZoneKind.Keep : ZoneKind.Hide,
            Shape = shape,
            Feather = feather,
            Effect = keep ? null : effect,
            Strength = strength,
            Extra = extra,
        };

    /// <summary>Any profile.</summary>
    public static Gen<Profile> Any { get; } =
        from name in Names
        from texts in OneOf<string?>(null, "webcam:C920", "clip:/home/anna/\"my\" clip.mp4", "ü").Array[3]
        from half in Gen.Select(Gen.Int[16, 2048], Gen.Int[16, 1152])
        from rate in Gen.Double[1, 120]
        from zones in Zones.Array[0, 5]
        from numbers in Gen.Select(Gen.Int, Gen.Int[0, 100], Gen.Int[0, 100])
        from flags in Gen.Select(Gen.Bool, Gen.Bool, OneOf("blur", "solid"))
        from extra in Extras
        select new Profile
        {
            Name = name,
            Camera = texts[0],
            Size = new FrameSize(half.Item1 * 2, half.Item2 * 2),
            FramesPerSecond = rate,
            EffectImage = texts[1],
            Model = texts[2],
            HasPlate = flags.Item1,
            Extra = extra,
            Settings = new ShieldSettings
            {
                Effect = flags.Item3,
                DecoySeed = numbers.Item1,
                Strength = numbers.Item2,
                Sensitivity = numbers.Item3,
                People = flags.Item2 ? PeopleChoice.Everyone : PeopleChoice.Streamer,
                Zones = zones,
            },
        };

    /// <summary>A profile with one zone of each shape and unknown fields on both levels.</summary>
    public static Profile Full { get; } = new()
    {
        Name = "Büro",
        Camera = "webcam:C920",
        Size = new FrameSize(1920, 1080),
        FramesPerSecond = 29.97,
        EffectImage = "beach.jpg",
        Model = "selfie",
        HasPlate = true,
        Extra = "{\"note\":{ \"by\": [1.50, \"☕\"] }}",
        Settings = new ShieldSettings
        {
            Effect = "solid",
            DecoySeed = -7,
            Strength = 35,
            Sensitivity = 20,
            People = PeopleChoice.Everyone,
            Zones =
            [
                new Zone { Name = "window", Shape = new RectangleShape(-0.5, 0, 0.25, 1), Feather = 0.1, Effect = "blur", Strength = 90, Extra = "{\"colour\":\"red\"}" },
                new Zone { Name = "cat tree", Kind = ZoneKind.Keep, Shape = new EllipseShape(0.5, 0.25, 0.125, 0.0625) },
                new Zone { Name = "door", Shape = new PolygonShape([new(0, 0), new(0.1, 1e-7), new(2, 0.3)]) },
            ],
        },
    };

    /// <summary>A file's text.</summary>
    public static string Text(Profile profile) => Encoding.UTF8.GetString(ProfileJson.Write(profile));

    /// <summary>Reads a text.</summary>
    public static Profile Read(string text) => ProfileJson.Read(Encoding.UTF8.GetBytes(text), "room.json");

    /// <summary>Equal in everything, also inside lists, which records compare by reference.</summary>
    public static void AssertSame(Profile expected, Profile actual)
    {
        Assert.Equal(Bare(expected), Bare(actual));
        Assert.Equal(expected.Settings.Zones.Select(Bare), actual.Settings.Zones.Select(Bare));
        Assert.Equal(expected.Settings.Zones.Select(Points), actual.Settings.Zones.Select(Points));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Profile Bare(Profile profile) => profile with { Settings = profile.Settings with { Zones = NoZones } };

    private static Zone Bare(Zone zone) => zone.Shape is PolygonShape ? zone with { Shape = new RectangleShape(0, 0, 1, 1) } : zone;

    private static IEnumerable<ZonePoint> Points(Zone zone) => zone.Shape is PolygonShape polygon ? polygon.Points : [];
}
