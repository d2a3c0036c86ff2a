using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>An effect with all the settings needed to make it.</summary>
/// <param name="Effect">A key of <see cref="Effects.All"/>.</param>
/// <param name="Strength">0..100; more hides more.</param>
/// <param name="DecoySeed">Chooses the room that a decoy shows.</param>
/// <param name="Image">The picture for the effect "image"; the decoy shows it out of focus. Compared by reference.</param>
/// <param name="Colour">The colour for the effect "solid".</param>
public readonly record struct EffectChoice(string Effect, int Strength, int DecoySeed, BackgroundImage? Image, SolidColour Colour)
{
    /// <summary>Throws when no obscurer can be made from this choice.</summary>
    /// <exception cref="ShieldException">Unknown effect, strength outside 0..100, or no picture for the effect that needs one.</exception>
    public void Validate()
    {
        if (Strength is < 0 or > 100)
        {
            throw new ShieldException(SlateReason.StageFailed, $"Strength {Strength} is out of range: choose 0 to 100.");
        }

        if (!Effects.All.ContainsKey(Effect))
        {
            throw new ShieldException(SlateReason.StageFailed, $"There is no effect '{Effect}': choose one of {string.Join(", ", Effects.All.Keys)}.");
        }

        if (Effect == Effects.Image && Image is null)
        {
            throw new ShieldException(SlateReason.StageFailed, "The effect 'image' needs a picture: name one with --image FILE.");
        }
    }
}
