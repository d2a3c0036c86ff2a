using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Zones;

/// <summary>A part of the picture with its own rule. Immutable.</summary>
public sealed record Zone
{
    /// <summary>Largest number of zones in one profile.</summary>
    public const int MaxZones = 64;

    /// <summary>Largest number of corners of a polygon.</summary>
    public const int MaxCorners = 256;

    /// <summary>Widest feather, in picture heights.</summary>
    public const double MaxFeather = 0.2;

    /// <summary>Name shown to people: "window", "door".</summary>
    public required string Name { get; init; }

    /// <summary>What happens inside. The default hides.</summary>
    public ZoneKind Kind { get; init; }

    /// <summary>The outline, in picture widths and heights.</summary>
    public required ZoneShape Shape { get; init; }

    /// <summary>Width of the soft edge in picture heights, 0 to <see cref="MaxFeather"/>. It lies outside a hide-zone and inside a keep-zone, so
    /// that it only ever hides more.</summary>
    public double Feather { get; init; }

    /// <summary>Unknown fields of the profile file, as the text of a JSON object, or empty. They are written back unchanged.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Own effect inside a hide-zone: a key of <see cref="Effects.All"/>, or null for the room's effect.</summary>
    public string? Effect { get; init; }

    /// <summary>Strength 0..100 of <see cref="Effect"/>. Meaningless when that is null.</summary>
    public int Strength { get; init; } = 100;

    /// <summary>Throws when a value is out of range or not a number.</summary>
    /// <exception cref="ShieldException">The message names the zone and the remedy.</exception>
    public void Validate()
    {
        if (Fault() is { } fault)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The zone '{Name}' {fault}.");
        }
    }

    /// <summary>Throws when there are too many zones or one of them is invalid.</summary>
    /// <exception cref="ShieldException">The message names the zone and the remedy.</exception>
    public static void Validate(IReadOnlyList<Zone> zones)
    {
        ArgumentNullException.ThrowIfNull(zones);
        if (zones.Count > MaxZones)
        {
            throw new ShieldException(SlateReason.StageFailed, $"There are {zones.Count} zones: keep at most {MaxZones}, a polygon can join several.");
        }

        foreach (var zone in zones)
        {
            zone.Validate();
        }
    }

    private string? Fault()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            return "has no name: give it one, such as window";
        }

        if (!Enum.IsDefined(Kind))
        {
            return $"is of the unknown kind {Kind}: choose {string.Join(" or ", Enum.GetNames<ZoneKind>())}";
        }

        if (Feather is not (>= 0 and <= MaxFeather))
        {
            return $"has a feather of {Feather}: choose 0 to {MaxFeather}";
        }

        if (Effect is not null && Kind == ZoneKind.Keep)
        {
            return "shows what is inside and cannot have an effect of its own: take the effect away or make it a hide-zone";
        }

        if (Effect is not null && !Effects.All.ContainsKey(Effect))
        {
            return $"has the unknown effect '{Effect}': choose one of {string.Join(", ", Effects.All.Keys)}";
        }

        if (Effect is not null && Strength is < 0 or > 100)
        {
            return $"has a strength of {Strength}: choose 0 to 100";
        }

        return Shape is null ? "has no shape: give it a rectangle, an ellipse or a polygon" : Shape.Fault();
    }
}
