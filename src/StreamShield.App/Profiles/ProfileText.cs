using System.Globalization;
using StreamShield.App.Hosting;
using StreamShield.Core.Obscuring;
using StreamShield.Core.People;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;
using StreamShield.Devices;
using StreamShield.Onnx;

namespace StreamShield.App.Profiles;

/// <summary>Describes profiles in plain words.</summary>
internal static class ProfileText
{
    /// <summary>Prints which profile is used, and what it shows of the room on purpose.</summary>
    /// <param name="room">The chosen profile; if its name is empty, it is not mentioned.</param>
    /// <param name="terminal">Where to print.</param>
    public static void Print(Profile room, Terminal terminal)
    {
        if (room.Name.Length > 0)
        {
            terminal.Output.WriteLine($"Room: {room.Name} ({Zones(room)}).");
            Warn(room, terminal);
        }
    }

    /// <summary>Warns of zones that keep part of the room visible.</summary>
    public static void Warn(Profile room, Terminal terminal)
    {
        var kept = room.Settings.Zones.Where(zone => zone.Kind == ZoneKind.Keep).Select(zone => $"'{zone.Name}'").ToList();
        if (kept.Count > 0)
        {
            terminal.Fail($"Take care: everybody sees what of your room lies inside {string.Join(", ", kept)}, for {(kept.Count == 1 ? "this zone keeps" : "these zones keep")} it visible.");
        }
    }

    /// <summary>The profile in one line.</summary>
    public static string Line(Profile room) =>
        $"{Camera(room) ?? "first webcam"}, {Picture(room)}, {Effect(room)}, {Zones(room)}{(room.HasPlate ? ", empty room known" : "")}";

    /// <summary>Everything that a profile says, one line per topic.</summary>
    /// <param name="room">The profile.</param>
    /// <param name="plate">Description of its plate.</param>
    public static IEnumerable<string> Lines(Profile room, string plate)
    {
        yield return $"Camera:       {Camera(room) ?? "the first webcam"}, {Picture(room)}";
        yield return $"Effect:       {Effect(room)}{(room.Settings.DecoySeed == ShieldSettings.DefaultDecoySeed ? "" : $", seed {room.Settings.DecoySeed}")}{(room.EffectImage is null ? "" : $", image {room.EffectImage}")}";
        yield return $"People:       {(room.Settings.People == PeopleChoice.Streamer ? "the streamer only" : "everyone")}";
        yield return $"Sensitivity:  {room.Settings.Sensitivity} (0 hides the most, 100 shows the most)";
        yield return $"Model:        {Model(room)}";
        yield return $"Plate:        {plate}";
        yield return $"Sound:        {(room.Sound.On ? $"{room.Sound.Microphone ?? "the default microphone"} to {room.Sound.Output}, {room.Sound.OffsetMs} ms offset" : "off")}";
        yield return $"Zones:        {(room.Settings.Zones.Count == 0 ? "none" : Zones(room))}";
        foreach (var zone in room.Settings.Zones)
        {
            yield return $"  {Word(zone.Kind)}  {zone.Name}: {Shape(zone.Shape)}{Rest(zone)}";
        }

        if (room.Extra.Length > 0 || room.Settings.Zones.Any(zone => zone.Extra.Length > 0))
        {
            yield return $"Not known to this version, kept as it is: {string.Join(" ", room.Settings.Zones.Select(zone => zone.Extra).Prepend(room.Extra).Where(extra => extra.Length > 0))}";
        }
    }

    /// <summary>The camera without parts of an address that may be secret: name and password, path and query.</summary>
    private static string? Camera(Profile room) => room.Camera is null ? null : SourceCatalog.Plain(room.Camera);

    private static string Model(Profile room) => room.Model is { } model ? Quality.Words.Contains(model) ? $"the embedded one, {model}" : model : "the embedded one";

    private static string Picture(Profile room) =>
        Plain($"{room.Size} at {room.FramesPerSecond:0.###} fps") + (room.Orientation.Turn == 0 ? "" : $", turned by {room.Orientation.Turn} degrees") + (room.Orientation.Mirror ? ", mirrored" : "");

    private static string Effect(Profile room) => room.Settings.Effect == Effects.Solid ? $"{room.Settings.Effect} {room.Settings.Colour}" : Effect(room.Settings.Effect, room.Settings.Strength);

    private static string Effect(string name, int strength) => Effects.All[name].HasStrength ? $"{name} {strength}" : name;

    private static string Zones(Profile room)
    {
        var hide = room.Settings.Zones.Count(zone => zone.Kind == ZoneKind.Hide);
        var keep = room.Settings.Zones.Count - hide;
        return (hide, keep) switch
        {
            (0, 0) => "no zones",
            (_, 0) => $"{hide} to hide",
            (0, _) => $"{keep} to keep",
            _ => $"{hide} to hide, {keep} to keep",
        };
    }

    private static string Word(ZoneKind kind) => kind == ZoneKind.Hide ? "hide" : "keep";

    private static string Shape(ZoneShape shape) => shape switch
    {
        RectangleShape r => Plain($"rectangle {r.Width:P0} wide, {r.Height:P0} high, at {r.Left:P0} from the left, {r.Top:P0} from the top"),
        EllipseShape e => Plain($"ellipse {e.RadiusX * 2:P0} wide, {e.RadiusY * 2:P0} high, its centre at {e.CentreX:P0} from the left, {e.CentreY:P0} from the top"),
        PolygonShape p => $"polygon with {p.Points.Count} corners",
        _ => "a shape",
    };

    private static string Rest(Zone zone) =>
        (zone.Feather > 0 ? Plain($", soft rim {zone.Feather:P0}") : "") + (zone.Effect is null ? "" : $", {Effect(zone.Effect, zone.Strength)}");

    private static string Plain(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
