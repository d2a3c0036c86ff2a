using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Zones;

/// <summary>Everything that a set of zones needs, already drawn. Built on any thread, since wide feathers take seconds; then used by the shield
/// thread only.</summary>
internal sealed class DrawnZones : IDisposable
{
    private readonly IReadOnlyList<Zone> _zones;
    private readonly EffectChoice _room;

    /// <summary>Draws the zones.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="zones">The zones.</param>
    /// <param name="room">The room's effect. Zones with their own effect use its decoy, colour and picture.</param>
    /// <exception cref="ShieldException">A zone is invalid.</exception>
    public DrawnZones(FrameSize size, IReadOnlyList<Zone> zones, EffectChoice room)
    {
        (_zones, _room) = (zones, room);
        Mask = new ZoneMask(size);
        Effects = new ZoneEffects(size);
        try
        {
            Mask.Set(zones);
            Effects.Set(zones, room);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The mask that applies the zones to a matte.</summary>
    public ZoneMask Mask { get; }

    /// <summary>The zones' own effects.</summary>
    public ZoneEffects Effects { get; }

    /// <summary>Moves the zones with the camera.</summary>
    public void Follow(ZoneShift shift)
    {
        Mask.Follow(shift);
        Effects.Follow(shift);
    }

    /// <summary>True when this object can be used for other zones as well.</summary>
    /// <param name="zones">The other zones.</param>
    /// <param name="room">The room's effect for them.</param>
    public bool Fit(IReadOnlyList<Zone> zones, EffectChoice room) => NeedTheSame(zones, room, _zones, _room);

    /// <inheritdoc cref="Fit"/>
    public static bool NeedTheSame(IReadOnlyList<Zone> zones, EffectChoice room, IReadOnlyList<Zone> others, EffectChoice otherRoom) => ReferenceEquals(zones, others)
        && (zones.All(static zone => zone.Effect is null) || Shared(room) == Shared(otherRoom));

    /// <inheritdoc/>
    public void Dispose()
    {
        Mask.Dispose();
        Effects.Dispose();
    }

    /// <summary>The part of the room's effect that zones with their own effect use.</summary>
    private static EffectChoice Shared(EffectChoice room) => room with { Effect = "", Strength = 0 };
}
