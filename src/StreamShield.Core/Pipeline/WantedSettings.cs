namespace StreamShield.Core;

/// <summary>
/// Settings on their way to the shield. What takes long about them, a decoy's drawing, is done on the thread of whoever changes them, so that the pictures go on meanwhile.
/// Set from any thread, taken on the shield's.
/// </summary>
internal sealed class WantedSettings(FrameSize size, ShieldSettings first) : IDisposable
{
    private ShieldSettings _now = first;
    private Prepared? _prepared;

    /// <summary>The last ones set.</summary>
    public ShieldSettings Now => Volatile.Read(ref _now);

    /// <summary>Wants others.</summary>
    /// <exception cref="ShieldException">Out of range; the old ones stay.</exception>
    public void Set(ShieldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (!settings.HidesLike(Now))
        {
            Exchange(new Prepared(settings, Effects.Make(size, settings)));
        }

        Volatile.Write(ref _now, settings);
    }

    /// <summary>Brings a shield to the last ones set.</summary>
    /// <exception cref="ShieldException">The shield refuses them.</exception>
    public void TakeInto(FrameShield shield)
    {
        var now = Now;
        if (ReferenceEquals(now, shield.Settings))
        {
            return;
        }

        // Two who change settings at once may leave the obscurer of the one with the settings of the other: then the shield makes its own.
        var prepared = Interlocked.Exchange(ref _prepared, null);
        var fits = prepared is not null && prepared.Settings.HidesLike(now);
        if (!fits)
        {
            prepared?.Obscurer.Dispose();
        }

        shield.Apply(now, fits ? prepared!.Obscurer : null);
    }

    /// <summary>Frees what nobody took; after the last change and the last look of the shield.</summary>
    public void Dispose() => Exchange(null);

    private void Exchange(Prepared? prepared) => Interlocked.Exchange(ref _prepared, prepared)?.Obscurer.Dispose();

    private sealed record Prepared(ShieldSettings Settings, IObscurer Obscurer);
}
