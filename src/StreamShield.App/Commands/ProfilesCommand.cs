using System.CommandLine;
using System.Text;
using StreamShield.App.Hosting;
using StreamShield.App.Profiles;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices;
using StreamShield.Devices.Cameras;

namespace StreamShield.App.Commands;

/// <summary><c>profiles</c>: manages the user's profiles.</summary>
internal static class ProfilesCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal) => new AppCommand("profiles", "Store a room's camera, effect and zones under a name, and choose among your rooms.", """
        A room profile holds no picture of your room. Its plate, if you captured one, lies encrypted on this computer and is never exported.
        Profiles are text files; 'streamshield profiles show' says where. Zones are written there, too: samples/README.md explains them.

        Example:
          streamshield profiles create Bedroom --source webcam:C920 --strength 80
          streamshield run --profile Bedroom
        """)
    {
        List(terminal), Show(terminal), Use(terminal), Create(terminal), Rename(terminal), Duplicate(terminal), Import(terminal), Export(terminal), Delete(terminal),
        CapturePlateCommand.Build(terminal), ForgetPlate(terminal),
    };

    private static AppCommand List(Terminal terminal) => Make(terminal, "list", "List your rooms.", "list", [], (_, rooms) =>
    {
        var entries = rooms.List();
        if (entries.Count == 0)
        {
            terminal.Output.WriteLine("You have no rooms yet: make one with 'streamshield profiles create NAME', or take one from a file with 'streamshield profiles import FILE'.");
        }

        var width = entries.Select(entry => entry.Name.Length).DefaultIfEmpty().Max();
        foreach (var entry in entries)
        {
            var mark = IsCurrent(rooms, entry.Name) ? '*' : ' ';
            terminal.Output.WriteLine($"{mark} {entry.Name.PadRight(width)}  {(entry.Profile is { } profile ? ProfileText.Line(profile) : entry.Problem)}");
            if (entry.Plate.Sentence.Length > 0)
            {
                terminal.Output.WriteLine($"  {new string(' ', width)}  {entry.Plate.Sentence}");
            }
        }

        if (entries.Any(entry => IsCurrent(rooms, entry.Name)))
        {
            terminal.Output.WriteLine("* is the room that 'streamshield run' takes when you name none.");
        }
    });

    private static AppCommand Show(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "The room. Without it: the one in use.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print the profile as it is stored." };
        return Make(terminal, "show", "Show what a room says.", "show Bedroom", [name, json], (parsed, rooms) =>
        {
            if ((parsed.GetValue(name) ?? rooms.Current) is not { } wanted)
            {
                throw new UserException("No room is in use: name one, or choose one with 'streamshield profiles use NAME'.");
            }

            var profile = parsed.GetValue(name) is null ? rooms.LoadCurrent() : rooms.Load(wanted);
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Encoding.UTF8.GetString(ProfileJson.Write(profile)));
                return;
            }

            terminal.Output.WriteLine($"Room:         {profile.Name}{(IsCurrent(rooms, profile.Name) ? " (in use)" : "")}");
            terminal.Output.WriteLine($"File:         {rooms.PathOf(profile.Name)}");
            foreach (var line in ProfileText.Lines(profile, Plate(profile, rooms)))
            {
                terminal.Output.WriteLine(line);
            }

            ProfileText.Warn(profile, terminal);
        });
    }

    private static AppCommand Use(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "The room.", Arity = ArgumentArity.ZeroOrOne };
        var none = new Option<bool>("--none") { Description = "Use no room unless one is named." };
        return Make(terminal, "use", "Choose the room that 'run' takes when you name none.", "use Bedroom", [name, none], (parsed, rooms) =>
        {
            if (parsed.GetValue(name) is null == !parsed.GetValue(none))
            {
                throw new UserException("Name one room, or say --none.");
            }

            rooms.Use(parsed.GetValue(name));
            terminal.Output.WriteLine(rooms.Current is { } current
                ? $"In use: {current}. 'streamshield run' takes it from now on."
                : "No room is in use any more: 'streamshield run' uses the default settings.");
        });
    }

    private static AppCommand Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "Its name." };
        var options = new ProfileOptions();
        return Make(terminal, "create", "Store a new room.", "create Bedroom --source webcam:0 --strength 80",
            [name, options.Source, options.Turn, options.Mirror, options.Size, options.FramesPerSecond, options.Model, options.Quality, options.People, .. options.Effect.All], (parsed, rooms) =>
            {
                var given = options.Over(parsed, ProfileOptions.Default with { Name = parsed.GetValue(name)! });
                var profile = given with { Camera = DeviceList.Stable(given.Camera) };
                rooms.Add(profile);
                terminal.Output.WriteLine($"Stored: {profile.Name} ({ProfileText.Line(profile)}). Use it with 'streamshield run --profile \"{profile.Name}\"'.");
            });
    }

    private static AppCommand Rename(Terminal terminal)
    {
        var (name, newName) = (Name(), NewName());
        return Make(terminal, "rename", "Give a room another name.", "rename Bedroom Studio", [name, newName], (parsed, rooms) =>
            terminal.Output.WriteLine($"Renamed: {rooms.Rename(parsed.GetValue(name)!, parsed.GetValue(newName)!).Name}."));
    }

    private static AppCommand Duplicate(Terminal terminal)
    {
        var (name, newName) = (Name(), NewName());
        return Make(terminal, "duplicate", "Store a room a second time, to change the copy.", "duplicate Bedroom \"Bedroom at night\"", [name, newName], (parsed, rooms) =>
        {
            var copy = rooms.Duplicate(parsed.GetValue(name)!, parsed.GetValue(newName)!);
            terminal.Output.WriteLine($"Stored: {copy.Name} ({ProfileText.Line(copy)}).");
        });
    }

    private static AppCommand Import(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A room profile (.json)." };
        var newName = new Option<string?>("--as") { Description = "Its name here. Without it: the name in the file.", HelpName = "NAME" };
        var replace = new Option<bool>("--replace") { Description = "Put it in place of your room of that name, whose plate stays." };
        return Make(terminal, "import", "Take a room from a file, after checking it.", "import samples/rooms/bedroom.json --as Bedroom", [file, newName, replace], (parsed, rooms) =>
        {
            var profile = rooms.Import(parsed.GetValue(file)!, parsed.GetValue(newName), parsed.GetValue(replace));
            terminal.Output.WriteLine($"Stored: {profile.Name} ({ProfileText.Line(profile)}). Use it with 'streamshield run --profile \"{profile.Name}\"'.");
            ProfileText.Warn(profile, terminal);
        });
    }

    private static AppCommand Export(Terminal terminal)
    {
        var name = Name();
        var file = new Argument<string>("FILE") { Description = "The .json file to write." };
        return Make(terminal, "export", "Write a room to a file, without its plate.", "export Bedroom bedroom.json", [name, file], (parsed, rooms) =>
        {
            var profile = rooms.Export(parsed.GetValue(name)!, parsed.GetValue(file)!);
            terminal.Output.WriteLine($"Written: {parsed.GetValue(file)}. It holds settings and the outlines of zones, and no picture of your room.");
            string?[] texts = [profile.Camera, profile.EffectImage, profile.Model];
            var telling = texts.OfType<string>().Where(static text => text.AsSpan().ContainsAny('/', '\\')).Select(SourceCatalog.Plain).ToList();
            if (telling.Count > 0)
            {
                terminal.Fail($"Take care: it names something of yours ({string.Join(", ", telling)}), which may give away who or where you are: take it out before you give the file to others.");
            }
        });
    }

    private static AppCommand Delete(Terminal terminal)
    {
        var name = Name();
        return Make(terminal, "delete", "Delete a room, its plate and the plate's key.", "delete Bedroom", [name], (parsed, rooms) =>
            terminal.Output.WriteLine($"Deleted: {rooms.Delete(parsed.GetValue(name)!)}, and its plate if there was one."));
    }

    private static AppCommand ForgetPlate(Terminal terminal)
    {
        var name = Name();
        return Make(terminal, "forget-plate", "Delete a room's plate and its key, and keep the room.", "forget-plate Bedroom", [name], (parsed, rooms) =>
            terminal.Output.WriteLine(rooms.ForgetPlate(parsed.GetValue(name)!) ? "The plate and its key are deleted." : "There was no plate."));
    }

    private static Argument<string> Name() => new("NAME") { Description = "The room." };

    private static Argument<string> NewName() => new("NEW_NAME") { Description = "The new name." };

    private static bool IsCurrent(ProfileStore rooms, string name) => name.Equals(rooms.Current, StringComparison.OrdinalIgnoreCase);

    private static string Plate(Profile profile, ProfileStore rooms)
    {
        var condition = rooms.OpenPlate(profile, out var opened);
        using var plate = opened;
        return condition.State == PlateState.None ? "none"
            : $"{(plate is null ? "" : $"stored, encrypted, {plate.Size}. ")}{condition.Sentence}".TrimEnd('.', ' ');
    }

    private static AppCommand Make(Terminal terminal, string name, string description, string example, IEnumerable<Symbol> symbols, Action<ParseResult, ProfileStore> act)
    {
        var command = new AppCommand(name, description, $"Example:\n  streamshield profiles {example}");
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(parsed =>
        {
            act(parsed, terminal.Rooms);
            return ExitCode.Success;
        });
        return command;
    }
}
