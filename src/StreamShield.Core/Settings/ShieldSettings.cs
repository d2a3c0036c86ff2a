using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.People;
using StreamShield.Core.Zones;

namespace StreamShield.Core.Settings;

/// <summary>What the streamer chose. Immutable: a change is a new record, swapped in between two frames.</summary>
public sealed record ShieldSettings
{
    /// <summary>The strength used when nobody chose one: a blur hides every detail up to the size of a door, see <see cref="StrengthMeaning"/>.</summary>
    public const int DefaultStrength = 75;

    /// <summary>The decoy shown when nobody chose one: a bedroom by day.</summary>
    public const int DefaultDecoySeed = 5;

    /// <summary>Name of the effect, a key of <see cref="Effects.All"/>.</summary>
    public string Effect { get; init; } = Effects.Default;

    /// <summary>Strength of the effect, 0..100; more hides more.</summary>
    public int Strength { get; init; } = DefaultStrength;

    /// <summary>Which room a decoy shows; every number is another one.</summary>
    public int DecoySeed { get; init; } = DefaultDecoySeed;

    /// <summary>The picture of the effect image, which needs one; a decoy shows it out of focus instead of a drawn room.</summary>
    public BackgroundImage? Image { get; init; }

    /// <summary>The colour of the effect solid.</summary>
    public SolidColour Colour { get; init; } = SolidColour.Default;

    /// <summary>Parts of the picture with rules of their own; hide-zones win over everything.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>The captured empty room at the session's size; null to learn it. Stays its owner's, who keeps it unchanged until the shield has taken these settings.</summary>
    public Plate? Plate { get; init; }

    /// <summary>True captures the empty room without being asked, whenever nobody is in the picture.</summary>
    public bool SelfCapture { get; init; } = true;

    /// <summary>Who is shown.</summary>
    public PeopleChoice People { get; init; }

    /// <summary>0..100: what is done with doubt; 0 hides the most, 100 shows the most, 50 is usual. Never turns a law off.</summary>
    public int Sensitivity { get; init; } = 50;

    /// <summary>The room's effect and all it needs. Settings with an equal choice share one obscurer, so that a changed zone does not make a blur forget what it knows.</summary>
    public EffectChoice EffectChoice => new(Effect, Strength, DecoySeed, Image, Colour);

    /// <summary>Throws one clear sentence when a value is out of range.</summary>
    /// <exception cref="ShieldException">Unknown effect, strength outside 0..100, no picture for the effect that needs one, or a wrong zone.</exception>
    public void Validate()
    {
        if (Sensitivity is < 0 or > 100)
        {
            throw new ShieldException(SlateReason.StageFailed, $"Sensitivity {Sensitivity} is out of range: choose 0 to 100.");
        }

        EffectChoice.Validate();
        Zone.Validate(Zones);
    }
}
