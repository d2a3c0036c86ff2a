using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>The registry of effects by name.</summary>
public static class Effects
{
    /// <summary>The effect used when none is chosen.</summary>
    public const string Default = Decoy;

    /// <summary>The effect that needs <see cref="EffectChoice.Image"/>.</summary>
    public const string Image = "image";

    /// <summary>The effect that shows <see cref="EffectChoice.Colour"/>.</summary>
    public const string Solid = "solid";

    private const string Decoy = "decoy";

    /// <summary>All effects by name, in the order in which they are offered: first those that say nothing about the room.</summary>
    public static IReadOnlyDictionary<string, Effect> All { get; } = new OrderedDictionary<string, Effect>(
        new Effect[]
        {
            new(Decoy, "a blurred room that is not yours; says nothing about it", ShowsRoom: false, HasStrength: true,
                static (size, choice) => new DecoyObscurer(size, choice.Strength, choice.DecoySeed, choice.Image)),
            new(Solid, "one colour, such as a green that another program keys out; says nothing about the room", ShowsRoom: false, HasStrength: false,
                static (size, choice) => new SolidObscurer(size, choice.Colour)),
            new(Image, "your own picture; says nothing about the room", ShowsRoom: false, HasStrength: false,
                static (size, choice) => new ImageObscurer(size, choice.Image!)),
            new("blur", "your room's colours in a few large cells; detail is gone for good, but the layout can be matched with photographs of your room", ShowsRoom: true, HasStrength: true,
                static (size, choice) => new BlurObscurer(size, choice.Strength)),
            new("pixelate", "squares of your room's colours, for looks; protects less than blur", ShowsRoom: true, HasStrength: true,
                static (size, choice) => new PixelateObscurer(size, choice.Strength)),
        }.Select(static effect => KeyValuePair.Create(effect.Name, effect)),
        StringComparer.Ordinal);

    /// <summary>Names of the effects that say nothing about the room, such as "decoy, solid, image".</summary>
    public static string SayNothing { get; } = string.Join(", ", All.Values.Where(static effect => !effect.ShowsRoom).Select(static effect => effect.Name));

    /// <summary>Makes the obscurer for a choice. The caller owns it.</summary>
    /// <exception cref="ShieldException">The choice is out of range.</exception>
    public static IObscurer Make(FrameSize size, EffectChoice choice)
    {
        choice.Validate();
        return All[choice.Effect].Make(size, choice);
    }
}
