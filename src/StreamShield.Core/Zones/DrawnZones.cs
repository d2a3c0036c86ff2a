using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Zones;

/// <summary>All that zones need, drawn for one set of zones: made anywhere, since wide feathers take seconds, then used on the shield thread alone.</summary>
internal sealed class DrawnZones : IDisposable
{
    private readonly IReadOnlyList<Zone> _zones;
    private readonly EffectChoice _room;

    /// <summary>Draws them.</summary>
    /// <param name="size">Of the frames.</param>
    /// <param name="zones">Checked.</param>
    /// <param name="room">The room's effect; zones with effects of their own share its decoy, colour and picture.</param>
    /// <exception cref="ShieldException">A zone is wrong.</exception>
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

    /// <summary>Their last word on a matte.</summary>
    public ZoneMask Mask { get; }

    /// <summary>Their effects.</summary>
    public ZoneEffects Effects { get; }

    /// <summary>Whether other zones need nothing else drawn.</summary>
    /// <param name="zones">The other zones.</param>
    /// <param name="room">The room's effect beside them.</param>
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

    /// <summary>What zones with effects of their own take over from the room's effect.</summary>
    private static EffectChoice Shared(EffectChoice room) => room with { Effect = "", Strength = 0 };
}
