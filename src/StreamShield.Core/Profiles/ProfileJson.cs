using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;
using StreamShield.Core.Obscuring;
using StreamShield.Core.People;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;
using StreamShield.Core.Zones;

namespace StreamShield.Core.Profiles;

/// <summary>Reads and writes a <see cref="Profile"/> as JSON, schema 1, with coordinates in picture widths and heights. Unknown fields are kept, in
/// the profile and in each zone; any other error is refused with the line and the reason.</summary>
public static class ProfileJson
{
    /// <summary>Largest file accepted, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const string Rectangle = "rectangle";
    private const string Ellipse = "ellipse";
    private const string Polygon = "polygon";
    private const double MinCoordinate = -ZoneShape.MaxOutside;
    private const double MaxCoordinate = 1 + ZoneShape.MaxOutside;
    private const double MaxExtent = MaxCoordinate - MinCoordinate;

    private static readonly string[] Shapes = [Rectangle, Ellipse, Polygon];
    private static readonly string[] Kinds = [.. Enum.GetNames<ZoneKind>().Select(Word)];
    private static readonly string[] Peoples = [.. Enum.GetNames<PeopleChoice>().Select(Word)];
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a profile.</summary>
    /// <param name="utf8">UTF-8 JSON, with or without byte order mark.</param>
    /// <param name="where">Name of the file in error messages.</param>
    /// <exception cref="ShieldException">Too long, not JSON, or a field is missing or wrong. The message has the line and the reason.</exception>
    public static Profile Read(ReadOnlyMemory<byte> utf8, string where)
    {
        if (utf8.Length > MaxBytes)
        {
            throw Refusal(where, $"it has {utf8.Length} bytes and at most {MaxBytes} are taken");
        }

        try
        {
            return ReadProfile(new JsonFields(JsonPart.Parse(utf8), "", (line, fault) => Refusal(where, $"line {line}: {fault}")));
        }
        catch (JsonException e)
        {
            throw Refusal(where, $"line {e.LineNumber + 1} is no valid JSON ({JsonPart.ReasonOf(e)})", e);
        }
    }

    /// <summary>Writes a profile as indented UTF-8 with a final line break. The result is read back as a check.</summary>
    /// <exception cref="ShieldException">A value is out of range.</exception>
    public static byte[] Write(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            WriteProfile(json, profile);
        }

        bytes.WriteByte((byte)'\n');
        var file = bytes.ToArray();
        Read(file, $"'{profile.Name}'");
        return file;
    }

    /// <summary>Changes some settings of a profile: effect, strength, seed, image, colour, people, sensitivity, selfCapture, zones, turn, mirror,
    /// sound, each written as in a profile. Fields not given keep their values, also within the sound.</summary>
    /// <param name="profile">The profile to start from. Not changed.</param>
    /// <param name="utf8">A JSON object.</param>
    /// <param name="what">Subject of an error message, such as "The request".</param>
    /// <exception cref="ShieldException">Not JSON, an unknown field, or a wrong value.</exception>
    public static Profile Change(Profile profile, ReadOnlyMemory<byte> utf8, string what)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var fields = JsonFields.Read(utf8, what);
        var changed = profile with { Settings = ReadSettings(fields, profile.Settings) };
        var image = fields.OptionalText("image", Profile.MaxTextLength);
        changed = fields.Has("image") ? changed with { EffectImage = image } : changed;
        var orientation = ReadOrientation(fields, profile.Orientation);
        changed = fields.Has("zones") ? changed with { Orientation = orientation } : changed.Turned(orientation, profile.Size);
        changed = changed with { Sound = fields.Part("sound", profile.Sound, sound => ChangeSound(sound, profile.Sound)) };
        fields.RefuseUnread();
        return changed;
    }

    private static SoundSettings ChangeSound(JsonFields fields, SoundSettings now)
    {
        var changed = SoundJson.Change(fields, now);
        fields.RefuseUnread();
        return changed;
    }

    private static Profile ReadProfile(JsonFields fields)
    {
        if (fields.Whole("schema", 1, int.MaxValue) > Profile.Schema)
        {
            throw fields.Refuse("schema", $"{Profile.Schema}; a newer StreamShield wrote this file, install that one");
        }

        var defaults = new Profile { Name = "" };
        return new Profile
        {
            Name = fields.Text("name", ProfileName.IsGood, ProfileName.Allowed),
            Camera = fields.OptionalText("camera", Profile.MaxTextLength),
            Orientation = ReadOrientation(fields, defaults.Orientation),
            Size = fields.Size("size", defaults.Size),
            FramesPerSecond = fields.Number("framesPerSecond", Profile.MinRate, Profile.MaxRate, defaults.FramesPerSecond),
            Settings = ReadSettings(fields, defaults.Settings),
            EffectImage = fields.OptionalText("image", Profile.MaxTextLength),
            Model = fields.OptionalText("model", Profile.MaxTextLength),
            HasPlate = fields.Flag("plate"),
            Sound = fields.Part("sound", defaults.Sound, SoundJson.Read),
            Extra = fields.Unread(),
        };
    }

    private static ShieldSettings ReadSettings(JsonFields fields, ShieldSettings defaults) => defaults with
    {
        Effect = fields.Word("effect", Effects.All.Keys, defaults.Effect),
        Strength = fields.Whole("strength", 0, 100, defaults.Strength),
        DecoySeed = fields.Whole("seed", int.MinValue, int.MaxValue, defaults.DecoySeed),
        Colour = fields.Has("colour") ? ReadColour(fields) : defaults.Colour,
        People = Enum.Parse<PeopleChoice>(fields.Word("people", Peoples, Word(defaults.People)), ignoreCase: true),
        Sensitivity = fields.Whole("sensitivity", 0, 100, defaults.Sensitivity),
        SelfCapture = fields.Flag("selfCapture", fallback: defaults.SelfCapture),
        Zones = fields.Has("zones") ? fields.List("zones", Zone.MaxZones, ReadZone) : defaults.Zones,
    };

    private static SolidColour ReadColour(JsonFields fields)
    {
        if (fields.OptionalText("colour", Profile.MaxTextLength) is not { } text)
        {
            return SolidColour.Default;
        }

        return SolidColour.TryParse(text, out var colour) ? colour : throw fields.Refuse("colour", $"null, {SolidColour.Forms}");
    }

    private static Orientation ReadOrientation(JsonFields fields, Orientation defaults)
    {
        var turn = fields.Whole("turn", 0, 359, defaults.Turn);
        return Orientation.Turns.Contains(turn)
            ? new Orientation(turn, fields.Has("mirror") ? fields.Flag("mirror") : defaults.Mirror)
            : throw fields.Refuse("turn", $"one of {string.Join(", ", Orientation.Turns)}");
    }

    private static Zone ReadZone(JsonFields fields)
    {
        var kind = Enum.Parse<ZoneKind>(fields.Word("kind", Kinds, Word(ZoneKind.Hide)), ignoreCase: true);
        var effect = fields.OptionalText("effect", Profile.MaxTextLength);
        if (effect is not null && kind == ZoneKind.Keep)
        {
            throw fields.Refuse("effect", "none in a zone that keeps, which shows what is inside");
        }

        return new Zone
        {
            Name = fields.Text("name", ProfileName.IsGood, ProfileName.Allowed),
            Kind = kind,
            Shape = ReadShape(fields),
            Feather = fields.Number("feather", 0, Zone.MaxFeather, 0),
            Effect = effect is null ? null : fields.Word("effect", Effects.All.Keys),
            Strength = fields.Whole("strength", 0, 100, 100),
            Extra = fields.Unread(),
        };
    }

    private static ZoneShape ReadShape(JsonFields fields) => fields.Word("shape", Shapes) switch
    {
        Rectangle => new RectangleShape(Coordinate(fields, "left"), Coordinate(fields, "top"), Length(fields, "width"), Length(fields, "height")),
        Ellipse => new EllipseShape(Coordinate(fields, "centreX"), Coordinate(fields, "centreY"), Length(fields, "radiusX"), Length(fields, "radiusY")),
        _ => new PolygonShape(fields.Points("points", 3, Zone.MaxCorners, MinCoordinate, MaxCoordinate)),
    };

    private static double Coordinate(JsonFields fields, string field) => fields.Number(field, MinCoordinate, MaxCoordinate);

    private static double Length(JsonFields fields, string field) => fields.Number(field, 0, MaxExtent, above: true);

    private static void WriteProfile(Utf8JsonWriter json, Profile profile)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Profile.Schema);
        json.WriteString("name", profile.Name);
        json.WriteString("camera", profile.Camera);
        json.WriteNumber("turn", profile.Orientation.Turn);
        json.WriteBoolean("mirror", profile.Orientation.Mirror);
        json.WriteString("size", profile.Size.ToString());
        WriteNumber(json, "framesPerSecond", profile.FramesPerSecond);
        json.WriteString("effect", profile.Settings.Effect);
        json.WriteNumber("strength", profile.Settings.Strength);
        json.WriteNumber("seed", profile.Settings.DecoySeed);
        json.WriteString("image", profile.EffectImage);
        json.WriteString("people", Word(profile.Settings.People));
        json.WriteNumber("sensitivity", profile.Settings.Sensitivity);
        json.WriteString("model", profile.Model);
        json.WriteBoolean("plate", profile.HasPlate);
        json.WriteStartArray("zones");
        foreach (var zone in profile.Settings.Zones)
        {
            WriteZone(json, zone);
        }

        json.WriteEndArray();
        if (!profile.Settings.SelfCapture)
        {
            json.WriteBoolean("selfCapture", false);
        }

        if (profile.Settings.Colour != SolidColour.Default)
        {
            json.WriteString("colour", profile.Settings.Colour.ToString());
        }

        if (profile.Sound != new SoundSettings())
        {
            json.WriteStartObject("sound");
            SoundJson.Write(json, profile.Sound);
            WriteExtra(json, profile.Sound.Extra);
            json.WriteEndObject();
        }

        WriteExtra(json, profile.Extra);
        json.WriteEndObject();
    }

    private static void WriteZone(Utf8JsonWriter json, Zone zone)
    {
        json.WriteStartObject();
        json.WriteString("name", zone.Name);
        json.WriteString("kind", Word(zone.Kind));
        WriteShape(json, zone.Shape);
        if (zone.Feather != 0)
        {
            WriteNumber(json, "feather", zone.Feather);
        }

        if (zone.Effect is not null)
        {
            json.WriteString("effect", zone.Effect);
        }

        if (zone.Strength != 100)
        {
            json.WriteNumber("strength", zone.Strength);
        }

        WriteExtra(json, zone.Extra);
        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, ZoneShape shape)
    {
        switch (shape)
        {
            case RectangleShape rectangle:
                json.WriteString("shape", Rectangle);
                WriteNumber(json, "left", rectangle.Left);
                WriteNumber(json, "top", rectangle.Top);
                WriteNumber(json, "width", rectangle.Width);
                WriteNumber(json, "height", rectangle.Height);
                break;
            case EllipseShape ellipse:
                json.WriteString("shape", Ellipse);
                WriteNumber(json, "centreX", ellipse.CentreX);
                WriteNumber(json, "centreY", ellipse.CentreY);
                WriteNumber(json, "radiusX", ellipse.RadiusX);
                WriteNumber(json, "radiusY", ellipse.RadiusY);
                break;
            case PolygonShape polygon:
                json.WriteString("shape", Polygon);
                json.WritePropertyName("points");
                // All corners on one line; as separate JSON values, each would take four lines.
                json.WriteRawValue($"[{string.Join(", ", polygon.Points.Select(point => $"[{Finite("points", point.X):R}, {Finite("points", point.Y):R}]"))}]");
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string field, double value) => json.WriteNumber(field, Finite(field, value));

    private static double Finite(string field, double value) => double.IsFinite(value)
        ? value
        : throw new ShieldException(SlateReason.StageFailed, $"The room profile cannot be written: {field} is {value}; allowed is a finite number.");

    private static void WriteExtra(Utf8JsonWriter json, string extra)
    {
        if (extra.Length == 0)
        {
            return;
        }

        foreach (var (name, value) in JsonPart.Parse(Encoding.UTF8.GetBytes(extra)).Fields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Raw);
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => Word(value.ToString());

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>Makes an exception whose message is one line, although it quotes parts of the file.</summary>
    private static ShieldException Refusal(string where, string fault, Exception? inner = null) =>
        new(SlateReason.StageFailed, $"The room profile {where} cannot be used: {string.Concat(fault.Select(c => char.IsControl(c) ? ' ' : c))}.", inner);
}
