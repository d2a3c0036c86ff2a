namespace StreamShield.Core;

/// <summary>The effects by name; this file is the whole registry.</summary>
public static class Effects
{
    /// <summary>The one used when nobody chose.</summary>
    public const string Default = Decoy;

    /// <summary>The one that needs <see cref="ShieldSettings.Image"/>.</summary>
    public const string Image = "image";

    /// <summary>The one that shows <see cref="ShieldSettings.Colour"/>.</summary>
    public const string Solid = "solid";

    private const string Decoy = "decoy";

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, Effect> All { get; } = new SortedDictionary<string, Effect>(
        new Effect[]
        {
            new(Decoy, "a blurred room that is not yours; says nothing about it", static (size, settings) => new DecoyObscurer(size, settings.Strength, settings.DecoySeed, settings.Image)),
            new("blur", "your room's colours in a few large cells; detail is gone for good, but the layout can be matched with photographs of your room", static (size, settings) => new BlurObscurer(size, settings.Strength)),
            new(Image, "your own picture; says nothing about the room", static (size, settings) => new ImageObscurer(size, settings.Image!)),
            new("pixelate", "squares of your room's colours, for looks; protects less than blur", static (size, settings) => new PixelateObscurer(size, settings.Strength)),
            new(Solid, "one colour, such as a green that another program keys out; says nothing about the room", static (size, settings) => new SolidObscurer(size, settings.Colour)),
        }.ToDictionary(static effect => effect.Name),
        StringComparer.Ordinal);

    /// <summary>Makes the obscurer that the settings ask for; it becomes the caller's.</summary>
    /// <exception cref="ShieldException">The settings are out of range.</exception>
    public static IObscurer Make(FrameSize size, ShieldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        return All[settings.Effect].Make(size, settings);
    }
}
