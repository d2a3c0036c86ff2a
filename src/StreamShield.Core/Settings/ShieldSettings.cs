using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.People;
using StreamShield.Core.Zones;

namespace StreamShield.Core.Settings;

/// <summary>The streamer's settings. Immutable; a change is a new record, swapped in between two frames.</summary>
public sealed record ShieldSettings
{
    /// <summary>The default strength: a blur hides every detail up to the size of a door, see <see cref="StrengthMeaning"/>.</summary>
    public const int DefaultStrength = 75;

    /// <summary>The default decoy: a bedroom by day.</summary>
    public const int DefaultDecoySeed = 5;

    /// <summary>Name of the effect, a key of <see cref="Effects.All"/>.</summary>
    public string Effect { get; init; } = Effects.Default;

    /// <summary>Strength of the effect, 0..100; more hides more.</summary>
    public int Strength { get; init; } = DefaultStrength;

    /// <summary>Chooses the room that a decoy shows. Any number is valid.</summary>
    public int DecoySeed { get; init; } = DefaultDecoySeed;

    /// <summary>The picture for the effect "image", which requires one. A decoy shows it out of focus instead of a drawn room.</summary>
    public BackgroundImage? Image { get; init; }

    /// <summary>The colour for the effect "solid".</summary>
    public SolidColour Colour { get; init; } = SolidColour.Default;

    /// <summary>Parts of the picture with their own rules. Hide-zones win over everything.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>The captured plate at the session's size; null to learn one. Owned by the caller, who must keep it unchanged until the shield has
    /// applied these settings.</summary>
    public Plate? Plate { get; init; }

    /// <summary>True to capture the empty room automatically whenever nobody is in the picture.</summary>
    public bool SelfCapture { get; init; } = true;

    /// <summary>Which people are shown.</summary>
    public PeopleChoice People { get; init; }

    /// <summary>How doubtful pixels are treated, 0..100: 0 hides the most, 100 shows the most, 50 is the default. Never turns a law off.</summary>
    public int Sensitivity { get; init; } = 50;

    /// <summary>The room's effect with its settings. Settings with an equal choice share one obscurer, so that changing a zone does not reset a
    /// blur.</summary>
    public EffectChoice EffectChoice => new(Effect, Strength, DecoySeed, Image, Colour);

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ShieldException">Unknown effect, strength outside 0..100, no picture for the effect that needs one, or an invalid
    /// zone.</exception>
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
