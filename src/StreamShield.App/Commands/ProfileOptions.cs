using System.CommandLine;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices;

namespace StreamShield.App.Commands;

/// <summary>
/// The options that a stored profile has values for as well, and the only place where the two are combined: the command line wins, then the profile, then the
/// default. A command adds those of them that it supports.
/// </summary>
internal sealed class ProfileOptions
{
    /// <summary>The defaults when no profile is used; its name is empty.</summary>
    public static Profile Default { get; } = new() { Name = "" };

    public Option<string?> Room { get; } = new("--profile", "--room") { Description = "A profile that you stored (see 'streamshield profiles list'); what you say here beside it wins.", HelpName = "NAME" };

    public Option<string?> Source { get; } = new("--source")
    {
        Description = $"Where the picture comes from: {string.Join("; ", SourceCatalog.Forms)}. Without it: your first webcam, or the demo clip.",
        HelpName = "SOURCE",
    };

    public Option<int> Turn { get; } = Number.Option("--turn", "Turn the picture clockwise by so many degrees before anything else: 0, 90, 180 or 270.", Default.Orientation.Turn);

    public Option<bool> Mirror { get; } = new("--mirror") { Description = "Swap left and right, after the turn; '--mirror false' undoes it for a room." };

    public Option<string> Size { get; } = CommonOptions.Size();

    public Option<double> FramesPerSecond { get; } = Number.Option("--fps", "Pictures per second, 1 to 120.", Default.FramesPerSecond);

    /// <summary>What hides the room; a command adds these options with <see cref="EffectOptions.AddTo"/>.</summary>
    public EffectOptions Effect { get; } = new();

    public Option<string?> Model { get; } = CommonOptions.Model();

    /// <summary>Chooses among the embedded models.</summary>
    public Option<string?> Quality { get; } = CommonOptions.Quality();

    public Option<PeopleChoice> People { get; } = new("--people")
    {
        Description = "Who is shown: streamer (everybody else counts as room) or everyone.",
        HelpName = "WHO",
        DefaultValueFactory = _ => Default.Settings.People,
        CustomParser = ReadPeople,
    };

    /// <summary>A picture of the empty room; not part of a profile.</summary>
    public Option<string?> Plate { get; } = new("--plate")
    {
        Description = "A picture of the empty room, taken by the same camera at the same place; wins over the one stored with the room.",
        HelpName = "FILE",
    };

    /// <summary>Continues although the profile's plate cannot be used.</summary>
    public Option<bool> WithoutPlate { get; } = new("--without-plate") { Description = "Go on although the plate stored with the room cannot be used; without this word that is refused." };

    /// <summary>Where the plate comes from, according to the command line.</summary>
    public PlateChoice PlateOf(ParseResult parsed, Profile chosen) => new(chosen, parsed.GetValue(Plate), parsed.GetValue(WithoutPlate));

    /// <summary>Loads the profile named by <see cref="Room"/> and applies the other options.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="rooms">The user's profiles.</param>
    /// <param name="orCurrent">True to use the current profile if none is named.</param>
    /// <returns>The validated profile; its name is empty if none is used.</returns>
    /// <exception cref="ShieldException">
    /// The profile does not exist or cannot be used, or a value is out of range. There is never a fallback to another profile.
    /// </exception>
    public Profile Choose(ParseResult parsed, ProfileStore rooms, bool orCurrent)
    {
        if (parsed.GetValue(Room) is { } named)
        {
            return Over(parsed, rooms.Load(named));
        }

        return Over(parsed, orCurrent && rooms.Current is not null ? rooms.LoadCurrent() : Default);
    }

    /// <summary>Applies the given options to a profile.</summary>
    /// <exception cref="ShieldException">A value is out of range.</exception>
    public Profile Over(ParseResult parsed, Profile room)
    {
        var chosen = Effect.Over(parsed, room);
        var orientation = new Orientation(Given(parsed, Turn, room.Orientation.Turn), Given(parsed, Mirror, room.Orientation.Mirror));
        // A quarter turn also rotates the default size.
        var size = orientation.SwapsSides == room.Orientation.SwapsSides ? room.Size : new FrameSize(room.Size.Height, room.Size.Width);
        orientation.Validate();
        chosen = chosen.Turned(orientation, FrameSize.Parse(Given(parsed, Size, size.ToString()))) with
        {
            Camera = Given(parsed, Source, room.Camera),
            FramesPerSecond = Given(parsed, FramesPerSecond, room.FramesPerSecond),
            Settings = chosen.Settings with { People = Given(parsed, People, room.Settings.People) },
            Model = CommonOptions.ModelOf(parsed, Model, Quality) ?? room.Model,
        };
        Ranges.Check("--fps", chosen.FramesPerSecond, Profile.MinRate, Profile.MaxRate);
        return chosen;
    }

    /// <summary>True if the size comes neither from a profile nor from the command line.</summary>
    public bool HasDefaultSize(ParseResult parsed, Profile chosen) => chosen.Name.Length == 0 && parsed.GetResult(Size) is not { Implicit: false };

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

    /// <summary>The value of an option if it was given; otherwise <paramref name="otherwise"/>.</summary>
    public static T Given<T>(ParseResult parsed, Option<T> option, T otherwise) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;
}
