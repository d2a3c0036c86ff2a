namespace StreamShield.Core;

/// <summary>A part of the picture with a rule of its own. Immutable; a changed zone is a new one.</summary>
public sealed record Zone
{
    /// <summary>Most zones of one room.</summary>
    public const int MostZones = 64;

    /// <summary>Most corners of one polygon.</summary>
    public const int MostCorners = 256;

    /// <summary>Widest feather, in picture heights.</summary>
    public const double WidestFeather = 0.2;

    /// <summary>Name for people: "window", "door".</summary>
    public required string Name { get; init; }

    /// <summary>What happens inside; the zero value hides.</summary>
    public ZoneKind Kind { get; init; }

    /// <summary>The outline.</summary>
    public required ZoneShape Shape { get; init; }

    /// <summary>Width of the soft rim in picture heights, 0 to <see cref="WidestFeather"/>; it lies outside a hide-zone and inside a keep-zone, so that softness only ever hides more.</summary>
    public double Feather { get; init; }

    /// <summary>Fields of the profile's file that this version does not know: the text of a JSON object, or empty. Written back as they came.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Effect of its own inside a hide-zone: a key of <see cref="Effects.All"/> or null for the room's.</summary>
    public string? Effect { get; init; }

    /// <summary>Strength 0..100 of <see cref="Effect"/>; without meaning when that is null.</summary>
    public int Strength { get; init; } = 100;
}
