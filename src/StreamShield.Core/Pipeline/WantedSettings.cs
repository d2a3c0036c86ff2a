using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Core.Pipeline;

/// <summary>Settings on their way to the shield. Slow work is done outside the shield thread: a decoy is drawn on the thread that changes the
/// settings; zones, which may take seconds, on a thread of their own. Settings are set from any thread and taken on the shield thread.</summary>
internal sealed class WantedSettings(FrameSize size, ShieldSettings first) : IDisposable
{
    /// <summary>Enough time to draw ordinary zones, so that changing them costs no more than a late picture.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly ManualResetEventSlim _news = new();
    private ShieldSettings _now = first;
    private Prepared? _prepared;
    private ShieldSettings? _asked;
    private ShieldSettings? _toDraw;
    private DrawnZones? _drawn;
    private Exception? _fault;
    private int _isDrawing;
    private volatile bool _ended;

    public ShieldSettings Now => Volatile.Read(ref _now);

    /// <summary>The settings for a new shield: the latest ones without zones, which <see cref="TryTakeInto"/> adds before the first frame.</summary>
    public ShieldSettings WithoutZones => Now with { Zones = [] };

    /// <summary>Replaces the settings. Thread-safe.</summary>
    /// <exception cref="ShieldException">Out of range; the old settings stay in force.</exception>
    public void Set(ShieldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (settings.EffectChoice != Now.EffectChoice)
        {
            Exchange(new Prepared(settings, Effects.Make(size, settings.EffectChoice)));
        }

        Volatile.Write(ref _now, settings);
    }

    /// <summary>Applies the latest settings to a shield.</summary>
    /// <returns>False while their zones are being drawn. The shield then still has the old ones, and no frame may be shown with them.</returns>
    /// <exception cref="ShieldException">The shield refuses the settings.</exception>
    public bool TryTakeInto(FrameShield shield)
    {
        var now = Now;
        if (ReferenceEquals(now, shield.Settings))
        {
            return true;
        }

        DrawnZones? zones = null;
        if (!shield.Zones.Fit(now.Zones, now.EffectChoice) && (zones = Drawn(now)) is null)
        {
            return false;
        }

        // Two simultaneous changes may leave the obscurer of one with the settings of the other. The shield then makes its own.
        var prepared = Interlocked.Exchange(ref _prepared, null);
        var fits = prepared is not null && prepared.Settings.EffectChoice == now.EffectChoice;
        if (!fits)
        {
            prepared?.Obscurer.Dispose();
        }

        shield.Apply(now, fits ? prepared!.Obscurer : null, zones);
        return true;
    }

    /// <summary>Frees prepared parts that were not used. Call it after the shield thread has ended.</summary>
    public void Dispose()
    {
        _ended = true;
        Exchange(null);
        Interlocked.Exchange(ref _drawn, null)?.Dispose();
    }

    private void Exchange(Prepared? prepared) => Interlocked.Exchange(ref _prepared, prepared)?.Obscurer.Dispose();

    /// <summary>Starts drawing zones and waits a moment for them.</summary>
    private DrawnZones? Drawn(ShieldSettings settings)
    {
        _news.Reset();
        if (Take(settings) is { } ready)
        {
            return ready;
        }

        if (_asked is null || !DrawnZones.NeedTheSame(_asked.Zones, _asked.EffectChoice, settings.Zones, settings.EffectChoice))
        {
            _asked = settings;
            Draw(settings);
        }

        _news.Wait(Patience);
        if (Interlocked.Exchange(ref _fault, null) is { } fault)
        {
            _asked = null;
            throw new ShieldException(SlateReason.StageFailed, $"Your zones could not be drawn ({fault.Message.TrimEnd('.')}): the picture stays hidden until they can, or are changed.", fault);
        }

        return Take(settings);
    }

    private DrawnZones? Take(ShieldSettings settings)
    {
        var drawn = Interlocked.Exchange(ref _drawn, null);
        if (drawn is null || !drawn.Fit(settings.Zones, settings.EffectChoice))
        {
            drawn?.Dispose();
            return null;
        }

        _asked = null;
        return drawn;
    }

    private void Draw(ShieldSettings settings)
    {
        Volatile.Write(ref _toDraw, settings);
        if (Interlocked.Exchange(ref _isDrawing, 1) == 0)
        {
            new Thread(DrawAll) { IsBackground = true, Name = "zones" }.Start();
        }
    }

    /// <summary>Draws the latest settings only; anything between is never shown.</summary>
    private void DrawAll()
    {
        do
        {
            while (Interlocked.Exchange(ref _toDraw, null) is { } settings)
            {
                DrawOne(settings);
            }

            Volatile.Write(ref _isDrawing, 0);
        }
        while (Volatile.Read(ref _toDraw) is not null && Interlocked.Exchange(ref _isDrawing, 1) == 0);
    }

    private void DrawOne(ShieldSettings settings)
    {
        try
        {
            Interlocked.Exchange(ref _drawn, new DrawnZones(size, settings.Zones, settings.EffectChoice))?.Dispose();
            if (_ended)
            {
                Interlocked.Exchange(ref _drawn, null)?.Dispose();
            }
        }
        catch (Exception e)
        {
            Volatile.Write(ref _fault, e);
        }

        _news.Set();
    }

    private sealed record Prepared(ShieldSettings Settings, IObscurer Obscurer);
}
