using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Zones;

/// <summary>A part of the picture with a rule of its own. Immutable; a changed zone is a new one.</summary>
public sealed record Zone
{
    /// <summary>Most zones of one room.</summary>
    public const int MaxZones = 64;

    /// <summary>Most corners of one polygon.</summary>
    public const int MaxCorners = 256;

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

    /// <summary>Throws one clear sentence when a value is out of range or no number.</summary>
    /// <exception cref="ShieldException">It names the zone and the cure.</exception>
    public void Validate()
    {
        if (Fault() is { } fault)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The zone '{Name}' {fault}.");
        }
    }

    /// <summary>Throws one clear sentence when there are too many zones or one of them is wrong.</summary>
    /// <exception cref="ShieldException">It names the zone and the cure.</exception>
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

        if (Feather is not (>= 0 and <= WidestFeather))
        {
            return $"has a feather of {Feather}: choose 0 to {WidestFeather}";
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
