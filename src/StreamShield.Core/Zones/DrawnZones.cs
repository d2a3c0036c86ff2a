namespace StreamShield.Core;

/// <summary>All that zones need, drawn for one set of settings: made anywhere, since wide feathers take seconds, then used on the shield thread alone.</summary>
internal sealed class DrawnZones : IDisposable
{
    private readonly ShieldSettings _settings;

    /// <summary>Draws them.</summary>
    /// <param name="size">Of the frames.</param>
    /// <param name="settings">Checked.</param>
    /// <exception cref="ShieldException">A zone is wrong.</exception>
    public DrawnZones(FrameSize size, ShieldSettings settings)
    {
        _settings = settings;
        Mask = new ZoneMask(size);
        Effects = new ZoneEffects(size);
        try
        {
            Mask.Set(settings.Zones);
            Effects.Set(settings);
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

    /// <summary>Whether other settings need nothing else drawn. Zones with effects of their own depend on what all decoys, colours and pictures do.</summary>
    public bool Fit(ShieldSettings settings) => NeedTheSame(settings, _settings);

    /// <inheritdoc cref="Fit"/>
    public static bool NeedTheSame(ShieldSettings one, ShieldSettings other) => ReferenceEquals(one.Zones, other.Zones)
        && (one.Zones.All(static zone => zone.Effect is null)
            || (one.DecoySeed == other.DecoySeed && one.Colour == other.Colour && ReferenceEquals(one.Image, other.Image)));

    /// <inheritdoc/>
    public void Dispose()
    {
        Mask.Dispose();
        Effects.Dispose();
    }
}
