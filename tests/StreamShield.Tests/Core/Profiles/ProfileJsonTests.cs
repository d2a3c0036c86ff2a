using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Profiles;

/// <summary>Room profiles as text: exact, tolerant of what is unknown, strict with what is wrong.</summary>
public class ProfileJsonTests
{
    private const string Small = "{\n  \"schema\": 1,\n  \"name\": \"x\"\n}";

    private const string FullText = """
        {
          "schema": 1,
          "name": "Büro",
          "camera": "webcam:C920",
          "turn": 0,
          "mirror": false,
          "size": "1920x1080",
          "framesPerSecond": 29.97,
          "effect": "solid",
          "strength": 35,
          "seed": -7,
          "image": "beach.jpg",
          "people": "everyone",
          "sensitivity": 20,
          "model": "selfie",
          "plate": true,
          "zones": [
            {
              "name": "window",
              "kind": "hide",
              "shape": "rectangle",
              "left": -0.5,
              "top": 0,
              "width": 0.25,
              "height": 1,
              "feather": 0.1,
              "effect": "blur",
              "strength": 90,
              "colour": "red"
            },
            {
              "name": "cat tree",
              "kind": "keep",
              "shape": "ellipse",
              "centreX": 0.5,
              "centreY": 0.25,
              "radiusX": 0.125,
              "radiusY": 0.0625
            },
            {
              "name": "door",
              "kind": "hide",
              "shape": "polygon",
              "points": [[0, 0], [0.1, 1E-07], [2, 0.3]]
            }
          ],
          "note": { "by": [1.50, "☕"] }
        }

        """;

    [Fact]
    public void A_profile_is_this_text() => Assert.Equal(FullText.ReplaceLineEndings("\n"), TestProfiles.Text(TestProfiles.Full));

    [Fact]
    public void This_text_is_the_profile() => TestProfiles.AssertSame(TestProfiles.Full, TestProfiles.Read(FullText));

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_nothing() =>
        TestProfiles.AssertSame(TestProfiles.Full, TestProfiles.Read("\uFEFF" + FullText.ReplaceLineEndings("\r\n")));

    [Fact]
    public void What_is_left_out_is_usual() => TestProfiles.AssertSame(new Profile { Name = "x" }, TestProfiles.Read(Small));

    [Fact]
    public void Any_profile_comes_back() => TestProfiles.Any.Sample(profile => TestProfiles.AssertSame(profile, TestProfiles.Read(TestProfiles.Text(profile))));

    [Fact]
    public void Unknown_fields_stay_as_they_were_written()
    {
        var profile = TestProfiles.Read("""{"schema":1,"name":"x","later":{"a":1.50,"b":"\u00e9"},"zones":[{"name":"w","shape":"rectangle","left":0,"top":0,"width":1,"height":1,"tint":[ 1e2 ]}],"after":null}""");
        Assert.Equal("""{"later":{"a":1.50,"b":"\u00e9"},"after":null}""", profile.Extra);
        Assert.Equal("""{"tint":[ 1e2 ]}""", profile.Settings.Zones[0].Extra);
        var text = TestProfiles.Text(profile with { Settings = profile.Settings with { Strength = 1 } });
        Assert.Contains("""{"a":1.50,"b":"\u00e9"}""", text, StringComparison.Ordinal);
        TestProfiles.AssertSame(profile, TestProfiles.Read(text) with { Settings = TestProfiles.Read(text).Settings with { Strength = profile.Settings.Strength } });
    }

    /// <summary>A setting that is overlooked is protection lost without a word.</summary>
    [Theory]
    [InlineData("Zones", "zones")]
    [InlineData("zone", "zones")]
    [InlineData("zonse", "zones")]
    [InlineData("ZONES ", "zones")]
    [InlineData("Plate", "plate")]
    [InlineData("efect", "effect")]
    [InlineData("color", "colour")]
    [InlineData("sensitvity", "sensitivity")]
    [InlineData("frames_per_second", "framesPerSecond")]
    public void A_name_that_is_nearly_a_known_one_is_refused_with_its_line(string name, string meant)
    {
        var refusal = Assert.Throws<ShieldException>(() => TestProfiles.Read($$"""
            {
              "schema": 1, "name": "x",
              "{{name}}": []
            }
            """));
        Assert.Contains($"line 3: {name} would be overlooked, for it is not quite '{meant}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_holds_within_zones_and_sound()
    {
        Assert.Contains("zones[0].Kind", Assert.Throws<ShieldException>(() => TestProfiles.Read(
            """{"schema":1,"name":"x","zones":[{"name":"w","Kind":"keep","shape":"rectangle","left":0,"top":0,"width":1,"height":1}]}""")).Message, StringComparison.Ordinal);
        Assert.Contains("sound.Gate", Assert.Throws<ShieldException>(() => TestProfiles.Read("""{"schema":1,"name":"x","sound":{"Gate":true}}""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", 2, "schema is 2; allowed is 1; a newer StreamShield wrote this file, install that one")]
    [InlineData("\"schema\": 1", "\"schema\": 0", 2, "schema is 0; allowed is a whole number")]
    [InlineData("\"schema\": 1,", "", 1, "schema is missing")]
    [InlineData("\"name\": \"Büro\",", "", 1, "name is missing")]
    [InlineData("\"Büro\"", "\"\"", 3, "name is \"\"; allowed is 1 to 60 visible characters")]
    [InlineData("\"Büro\"", "7", 3, "name is 7")]
    [InlineData("\"webcam:C920\"", "\"a\\nb\"", 4, "camera is \"a\\nb\"; allowed is null or one line of text")]
    [InlineData("\"webcam:C920\"", "[\n]", 4, "camera is [ ]")]
    [InlineData("1920x1080", "1921x1080", 7, "size is \"1921x1080\"; allowed is a text like \"1280x720\", both numbers even, from 32x32 to as many pixels as 4096x2304 has")]
    [InlineData("\"1920x1080\"", "1920", 7, "size is 1920")]
    [InlineData("29.97", "0.9", 8, "framesPerSecond is 0.9; allowed is a number from 1 to 120")]
    [InlineData("29.97", "1e999", 8, "framesPerSecond is 1e999")]
    [InlineData("29.97", "\"NaN\"", 8, "framesPerSecond is \"NaN\"")]
    [InlineData("\"solid\"", "\"sparkle\"", 9, "effect is \"sparkle\"; allowed is one of ")]
    [InlineData("\"strength\": 35", "\"strength\": 101", 10, "strength is 101; allowed is a whole number from 0 to 100")]
    [InlineData("\"strength\": 35", "\"strength\": 35.5", 10, "strength is 35.5")]
    [InlineData("\"strength\": 35", "\"strength\": null", 10, "strength is null")]
    [InlineData("-7", "99999999999", 11, "seed is 99999999999")]
    [InlineData("\"beach.jpg\"", "false", 12, "image is false")]
    [InlineData("\"everyone\"", "\"nobody\"", 13, "people is \"nobody\"; allowed is one of \"streamer\", \"everyone\"")]
    [InlineData("\"everyone\"", "\"1\"", 13, "people is \"1\"")]
    [InlineData("\"sensitivity\": 20", "\"sensitivity\": -1", 14, "sensitivity is -1")]
    [InlineData("\"selfie\"", "\"\"", 15, "model is \"\"")]
    [InlineData("\"plate\": true", "\"plate\": 1", 16, "plate is 1; allowed is true or false")]
    [InlineData("\"name\": \"window\",", "", 18, "zones[0].name is missing")]
    [InlineData("\"rectangle\"", "\"star\"", 21, "zones[0].shape is \"star\"; allowed is one of \"rectangle\", \"ellipse\", \"polygon\"")]
    [InlineData("-0.5", "-1.5", 22, "zones[0].left is -1.5; allowed is a number from -1 to 2")]
    [InlineData("\"width\": 0.25", "\"width\": 0", 24, "zones[0].width is 0; allowed is a number above 0 up to 3")]
    [InlineData("\"height\": 1,", "", 18, "zones[0].height is missing")]
    [InlineData("\"feather\": 0.1", "\"feather\": 0.3", 26, "zones[0].feather is 0.3; allowed is a number from 0 to 0.2")]
    [InlineData("\"effect\": \"blur\"", "\"effect\": \"sparkle\"", 27, "zones[0].effect is \"sparkle\"")]
    [InlineData("\"strength\": 90", "\"strength\": -90", 28, "zones[0].strength is -90")]
    [InlineData("\"keep\"", "\"show\"", 33, "zones[1].kind is \"show\"; allowed is one of \"hide\", \"keep\"")]
    [InlineData("\"shape\": \"ellipse\"", "\"shape\": \"ellipse\", \"effect\": \"solid\"", 34, "zones[1].effect is \"solid\"; allowed is none in a zone that keeps")]
    [InlineData("0.0625", "-0.0625", 38, "zones[1].radiusY is -0.0625")]
    [InlineData("[0.1, 1E-07]", "[0.1]", 44, "zones[2].points[1] is [0.1]; allowed is [x, y], both numbers from -1 to 2")]
    [InlineData("[0.1, 1E-07]", "[\n0.1,\n3]", 44, "zones[2].points[1] is [ 0.1, 3]")]
    [InlineData("[0, 0], [0.1, 1E-07], [2, 0.3]", "[0, 0], [0.1, 1]", 44, "zones[2].points has 2 corners; allowed is a list in [ ] of 3 to 256")]
    [InlineData("\"Büro\",", "\"Büro\", \"name\": \"Büro\",", 3, "the field 'name' stands there a second time")]
    [InlineData("\"Büro\",", "\"Büro\", \"a\\nb\": 1, \"a\\nb\": 1,", 3, "the field 'a b' stands there a second time")]
    [InlineData("29.97", "NaN", 8, "no valid JSON")]
    [InlineData("true", "t", 16, "no valid JSON")]
    [InlineData("29.97,", "29.97", 9, "no valid JSON")]
    [InlineData("\"Büro\"", "\"\\ud800\"", 3, "half of a character")]
    public void A_wrong_field_is_refused_with_its_line(string right, string wrong, int line, string reason)
    {
        Assert.Contains(right, FullText, StringComparison.Ordinal);
        var place = FullText.IndexOf(right, StringComparison.Ordinal);
        var sentence = Refused(FullText[..place] + wrong + FullText[(place + right.Length)..]);
        Assert.StartsWith($"The room profile room.json cannot be used: line {line}", sentence, StringComparison.Ordinal);
        Assert.Contains(reason, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("[]", "line 1: the whole file is []; allowed is an object")]
    [InlineData("{} {}", "line 1")]
    [InlineData("\n\n{", "line 3")]
    public void What_is_no_profile_at_all_is_refused(string text, string reason) => Assert.Contains(reason, Refused(text), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var fault = Assert.Throws<ShieldException>(() => ProfileJson.Read(new byte[] { (byte)'"', 0xFF, (byte)'"' }, "room.json"));
        Assert.Contains("UTF-8", Sentence(fault), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_zones_are_refused()
    {
        var zone = """{"name":"w","shape":"rectangle","left":0,"top":0,"width":1,"height":1}""";
        var sentence = Refused(Small.Replace("\"x\"", $"\"x\",\n\"zones\": [{string.Join(",", Enumerable.Repeat(zone, 10_000))}]", StringComparison.Ordinal));
        Assert.Contains("line 4: zones has 10000 entries; allowed is a list in [ ] of at most 64", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_polygon_of_257_corners_is_refused()
    {
        var sentence = Refused(Small.Replace(
            "\"x\"", $"\"x\",\n\"zones\": [{{\"name\":\"w\",\"shape\":\"polygon\",\n\"points\":[{string.Join(",", Enumerable.Repeat("[0,1]", 257))}]}}]", StringComparison.Ordinal));
        Assert.Contains("line 5: zones[0].points has 257 corners", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beyond_a_mebibyte_is_refused() =>
        Assert.Contains("at most 1048576 are taken", Refused(Small + new string(' ', ProfileJson.MaxBytes)), StringComparison.Ordinal);

    [Fact]
    public void The_largest_room_fits()
    {
        var corners = Enumerable.Range(0, Zone.MaxCorners).Select(i => new ZonePoint(-Math.PI / (i + 4), Math.E / (i + 2))).ToArray();
        var zones = Enumerable.Range(0, Zone.MaxZones).Select(i => new Zone { Name = $"{i}", Shape = new PolygonShape(corners) }).ToArray();
        var profile = new Profile { Name = "x", Settings = new ShieldSettings { Zones = zones } };
        TestProfiles.AssertSame(profile, TestProfiles.Read(TestProfiles.Text(profile)));
    }

    [Fact]
    public void A_hundred_levels_of_nesting_are_refused() =>
        Assert.Contains("line 3", Refused(Small.Replace("\"x\"", $"\"x\", \"y\": {new string('[', 100)}{new string(']', 100)}", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void What_could_not_be_read_is_not_written(double width)
    {
        ZoneShape[] shapes = [new RectangleShape(0, 0, width, 1), new EllipseShape(0, 0, width, 1), new PolygonShape([new(0, 0), new(0, 1), new(width * 2, 0)])];
        foreach (var shape in shapes)
        {
            var zone = new Zone { Name = "w", Shape = shape };
            Sentence(Assert.Throws<ShieldException>(() => ProfileJson.Write(new Profile { Name = "x", Settings = new ShieldSettings { Zones = [zone] } })));
        }

        Sentence(Assert.Throws<ShieldException>(() => ProfileJson.Write(new Profile { Name = "x", FramesPerSecond = width })));
    }

    [Fact]
    public void Garbage_is_refused_and_never_crashes() => Gen.Select(Gen.Int[0, FullText.Length - 1], Gen.Char, Gen.Int[0, 3]).Sample((place, character, cut) =>
    {
        var text = FullText[..place] + character + FullText[Math.Min(FullText.Length, place + cut)..];
        try
        {
            TestProfiles.Read(text);
        }
        catch (ShieldException e)
        {
            Sentence(e);
        }
    });

    private static string Refused(string text) => Sentence(Assert.Throws<ShieldException>(() => TestProfiles.Read(text)));

    private static string Sentence(ShieldException fault)
    {
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain("LineNumber", fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }
}
