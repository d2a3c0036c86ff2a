using System.CommandLine;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Devices;

namespace StreamShield.App.Commands;

/// <summary>The options that choose what hides the room. Each command gets its own instance.</summary>
internal sealed class EffectOptions
{
    /// <summary>Help text: what each effect gives away, and what the strengths of a blur mean.</summary>
    public static string Help { get; } = $"""
        Effects, and what each gives away:
        {string.Join('\n', Effects.All.Values.Select(effect => $"  {effect.Name,-9} {effect.Promise}"))}

        What a blur of your real room means. Its layout of colours can be matched with photographs of candidate rooms. These say nothing about it: {Effects.SayNothing}.
        {string.Join('\n', StrengthMeaning.Measured.Select(meaning => $"  {meaning.Sentence}"))}
        """;

    public Option<string> Effect { get; } = new("--effect")
    {
        Description = $"What hides the room: {string.Join(" or ", Effects.All.Keys)}.",
        HelpName = "NAME",
        DefaultValueFactory = static _ => new ShieldSettings().Effect,
    };

    public Option<int> Strength { get; } = Number.Option("--strength", "How much the effect hides, 0 to 100; more hides more.", ShieldSettings.DefaultStrength);

    public Option<int> DecoySeed { get; } = Number.Option("--decoy-seed", "Which room the decoy shows; every number is another one.", new ShieldSettings().DecoySeed);

    public Option<string?> Image { get; } = new("--image")
    {
        Description = "Your own picture for the effect image; with decoy it is shown out of focus. Never take one of your own room.",
        HelpName = "FILE",
    };

    public Option<string> Colour { get; } = new("--colour", "--color")
    {
        Description = $"The colour of the effect solid: {SolidColour.Forms}. A vivid one, for OBS's Chroma Key, gets a hard edge.",
        HelpName = "COLOUR",
        DefaultValueFactory = static _ => "dark",
    };

    public IEnumerable<Option> All => [Effect, Strength, DecoySeed, Image, Colour];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Applies the given options to a profile and validates the result. Reads the picture file.</summary>
    /// <exception cref="ShieldException">
    /// Unknown effect or colour, strength outside 0..100, a colour for an effect without one, or a missing or unreadable picture.
    /// </exception>
    public Profile Over(ParseResult parsed, Profile room)
    {
        ArgumentNullException.ThrowIfNull(room);
        var image = ProfileOptions.Given(parsed, Image, room.EffectImage);
        var settings = room.Settings with
        {
            Effect = ProfileOptions.Given(parsed, Effect, room.Settings.Effect),
            Strength = ProfileOptions.Given(parsed, Strength, room.Settings.Strength),
            DecoySeed = ProfileOptions.Given(parsed, DecoySeed, room.Settings.DecoySeed),
            Image = image is null ? null : ImageFile.Read(image),
            Colour = ProfileOptions.Given(parsed, Colour, null!) is { } colour ? ReadColour(colour) : room.Settings.Colour,
        };
        settings.Validate();
        if (ProfileOptions.Given(parsed, Colour, null!) is not null && settings.Effect != Effects.Solid && settings.Zones.All(static zone => zone.Effect != Effects.Solid))
        {
            throw new ShieldException(SlateReason.StageFailed, $"--colour is the colour of the effect solid, and the effect is {settings.Effect}: add --effect solid.");
        }

        return room with { EffectImage = image, Settings = settings };
    }

    private static SolidColour ReadColour(string text) => SolidColour.TryParse(text, out var colour)
        ? colour
        : throw new ShieldException(SlateReason.StageFailed, $"'{text}' is not a colour: use {SolidColour.Forms} (in a shell put quotes around #).");
}
