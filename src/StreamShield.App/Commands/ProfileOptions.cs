using System.CommandLine;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices;

namespace StreamShield.App.Commands;

/// <summary>
/// The options that a stored room answers as well, and the one place where the two meet: what was given on the command line wins, then the room, then what is usual.
/// A command adds those of them that it has.
/// </summary>
internal sealed class ProfileOptions
{
    /// <summary>What is usual, where no room is stored: its name is empty.</summary>
    public static Profile Default { get; } = new() { Name = "" };

    /// <summary>The room.</summary>
    public Option<string?> Room { get; } = new("--profile", "--room") { Description = "A profile that you stored (see 'streamshield profiles list'); what you say here beside it wins.", HelpName = "NAME" };

    /// <summary>The source.</summary>
    public Option<string?> Source { get; } = new("--source")
    {
        Description = $"Where the picture comes from: {string.Join("; ", SourceCatalog.Forms)}. Without it: your first webcam, or the demo clip.",
        HelpName = "SOURCE",
    };

    /// <summary>The turn.</summary>
    public Option<int> Turn { get; } = Number.Option("--turn", "Turn the picture clockwise by so many degrees before anything else: 0, 90, 180 or 270.", Default.Orientation.Turn);

    /// <summary>Left and right swapped.</summary>
    public Option<bool> Mirror { get; } = new("--mirror") { Description = "Swap left and right, after the turn; '--mirror false' undoes it for a room." };

    /// <summary>The size.</summary>
    public Option<string> Size { get; } = CommonOptions.Size();

    /// <summary>The rate.</summary>
    public Option<double> FramesPerSecond { get; } = Number.Option("--fps", "Pictures per second, 1 to 120.", Default.FramesPerSecond);

    /// <summary>What hides the room; a command adds these by <see cref="EffectOptions.AddTo"/>.</summary>
    public EffectOptions Effect { get; } = new();

    /// <summary>The model.</summary>
    public Option<string?> Model { get; } = CommonOptions.Model();

    /// <summary>Which of the embedded models.</summary>
    public Option<string?> Quality { get; } = CommonOptions.Quality();

    /// <summary>Who is shown.</summary>
    public Option<PeopleChoice> People { get; } = new("--people")
    {
        Description = "Who is shown: streamer (everybody else counts as room) or everyone.",
        HelpName = "WHO",
        DefaultValueFactory = _ => Default.Settings.People,
        CustomParser = ReadPeople,
    };

    /// <summary>A picture of the empty room; no part of a stored room.</summary>
    public Option<string?> Plate { get; } = new("--plate")
    {
        Description = "A picture of the empty room, taken by the same camera at the same place; wins over the one stored with the room.",
        HelpName = "FILE",
    };

    /// <summary>Goes on although the room's plate is lost.</summary>
    public Option<bool> WithoutPlate { get; } = new("--without-plate") { Description = "Go on although the plate stored with the room cannot be used; without this word that is refused." };

    /// <summary>The plate that the command line asks for.</summary>
    public PlateChoice PlateOf(ParseResult parsed, Profile chosen) => new(chosen, parsed.GetValue(Plate), parsed.GetValue(WithoutPlate));

    /// <summary>The room that <see cref="Room"/> names, with the other options over it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="rooms">The user's rooms.</param>
    /// <param name="orCurrent">True takes the room in use when none is named.</param>
    /// <returns>Checked; its name is empty when no room is used.</returns>
    /// <exception cref="ShieldException">There is no such room, it cannot be used, or a value is out of range: never another room, or none, in its stead.</exception>
    public Profile Choose(ParseResult parsed, ProfileStore rooms, bool orCurrent)
    {
        if (parsed.GetValue(Room) is { } named)
        {
            return Over(parsed, rooms.Load(named));
        }

        return Over(parsed, orCurrent && rooms.Current is not null ? rooms.LoadCurrent() : Default);
    }

    /// <summary>A room with the given options over it.</summary>
    /// <exception cref="ShieldException">A value is out of range.</exception>
    public Profile Over(ParseResult parsed, Profile room)
    {
        var chosen = Effect.Over(parsed, room);
        var orientation = new Orientation(Given(parsed, Turn, room.Orientation.Turn), Given(parsed, Mirror, room.Orientation.Mirror));
        // A quarter turn turns the usual size with it.
        var size = orientation.SwapsSides == room.Orientation.SwapsSides ? room.Size : new FrameSize(room.Size.Height, room.Size.Width);
        chosen = chosen with
        {
            Camera = Given(parsed, Source, room.Camera),
            Orientation = orientation,
            Size = FrameSize.Parse(Given(parsed, Size, size.ToString())),
            FramesPerSecond = Given(parsed, FramesPerSecond, room.FramesPerSecond),
            Settings = chosen.Settings with { People = Given(parsed, People, room.Settings.People) },
            Model = CommonOptions.ModelOf(parsed, Model, Quality) ?? room.Model,
        };
        chosen.Orientation.Validate();
        Ranges.Check("--fps", chosen.FramesPerSecond, Profile.SlowestRate, Profile.FastestRate);
        return chosen;
    }

    /// <summary>Whether the size is neither a room's nor the command line's.</summary>
    public bool HasUsualSize(ParseResult parsed, Profile chosen) => chosen.Name.Length == 0 && parsed.GetResult(Size) is not { Implicit: false };

    private static PeopleChoice ReadPeople(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        switch (text.ToLowerInvariant())
        {
            case "streamer":
                return PeopleChoice.Streamer;
            case "everyone":
                return PeopleChoice.Everyone;
            default:
                result.AddError($"--people is streamer or everyone and not '{text}'");
                return PeopleChoice.Streamer;
        }
    }

    /// <summary>What the command line says of an option; where it says nothing, what is usual.</summary>
    public static T Given<T>(ParseResult parsed, Option<T> option, T otherwise) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;
}
