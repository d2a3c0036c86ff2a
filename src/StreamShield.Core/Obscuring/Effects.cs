using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>The effects by name; this file is the whole registry.</summary>
public static class Effects
{
    /// <summary>The one used when nobody chose.</summary>
    public const string Default = Decoy;

    /// <summary>The one that needs <see cref="EffectChoice.Image"/>.</summary>
    public const string Image = "image";

    /// <summary>The one that shows <see cref="EffectChoice.Colour"/>.</summary>
    public const string Solid = "solid";

    private const string Decoy = "decoy";

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, Effect> All { get; } = new SortedDictionary<string, Effect>(
        new Effect[]
        {
            new(Decoy, "a blurred room that is not yours; says nothing about it", static (size, choice) => new DecoyObscurer(size, choice.Strength, choice.DecoySeed, choice.Image)),
            new("blur", "your room's colours in a few large cells; detail is gone for good, but the layout can be matched with photographs of your room", static (size, choice) => new BlurObscurer(size, choice.Strength)),
            new(Image, "your own picture; says nothing about the room", static (size, choice) => new ImageObscurer(size, choice.Image!)),
            new("pixelate", "squares of your room's colours, for looks; protects less than blur", static (size, choice) => new PixelateObscurer(size, choice.Strength)),
            new(Solid, "one colour, such as a green that another program keys out; says nothing about the room", static (size, choice) => new SolidObscurer(size, choice.Colour)),
        }.ToDictionary(static effect => effect.Name),
        StringComparer.Ordinal);

    /// <summary>Makes the obscurer of a choice; it becomes the caller's.</summary>
    /// <exception cref="ShieldException">The choice is out of range.</exception>
    public static IObscurer Make(FrameSize size, EffectChoice choice)
    {
        choice.Validate();
        return All[choice.Effect].Make(size, choice);
    }
}
