using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.App.Live;

/// <summary>
/// The sound of a live run: off, or one session. Offset and whether it is audible while nobody is in the picture change within the session; every other change
/// makes a new session, after the old one has fallen silent and closed its devices. One change at a time (see <see cref="LiveControl"/>); the status is
/// thread-safe.
/// </summary>
internal sealed class LiveSound : IDisposable
{
    private static readonly TimeSpan Fading = TimeSpan.FromMilliseconds(100);

    private readonly ShieldSession _picture;
    private readonly MeteredSink _metered;
    private readonly TimeProvider _time;
    private readonly PresenceWitness _presence;
    private readonly string? _begun;
    private SoundSettings _now;
    private SoundSession? _session;
    private volatile bool _ending;
    private volatile int _asked;

    /// <summary>Creates the sound without starting it.</summary>
    /// <param name="settings">The user's sound settings.</param>
    /// <param name="picture">Decides whether the sound is audible; owned by the caller.</param>
    /// <param name="metered">Measures the picture's latency.</param>
    /// <param name="kit">Creates the devices.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ShieldException">A value is out of range, or sound is on and there is no sound system.</exception>
    public LiveSound(SoundSettings settings, ShieldSession picture, MeteredSink metered, SoundKit kit, TimeProvider time)
    {
        _picture = picture;
        _metered = metered;
        Kit = kit;
        _time = time;
        _presence = new PresenceWitness(time);
        _now = settings;
        _begun = settings.Output;
        settings.Validate();
        picture.Pipeline.Watch(_presence);
        _session = Make(settings);
    }

    /// <summary>The available devices.</summary>
    public SoundKit Kit { get; }

    /// <summary>Status of the sound; null while it is off.</summary>
    public SoundStatus? Status => Volatile.Read(ref _session)?.Status;

    /// <summary>Starts the sound if it is on.</summary>
    public void Start() => _session?.Start();

    /// <summary>Rejects newly chosen devices that do not exist. Devices chosen earlier may be absent: they are waited for.</summary>
    /// <exception cref="ShieldException">A device does not exist.</exception>
    public void Find(SoundSettings settings)
    {
        var begins = settings.On && !_now.On;
        if (settings.On && (begins || settings.Microphone != _now.Microphone) && !(settings.Microphone is { } microphone && SoundDevices.IsFile(microphone)))
        {
            SoundDevices.Choose(Kit.Microphones(), settings.Microphone, "microphone");
        }

        if (settings.On && (begins || settings.Output != _now.Output) && settings.Output is { } output && !SoundDevices.IsFile(output))
        {
            SoundDevices.Choose(Kit.Outputs(), output, "sound output");
        }
    }

    /// <summary>Prepares a change.</summary>
    /// <returns>The prepared change; owned by the caller.</returns>
    /// <exception cref="ShieldException">The settings are invalid, or a device cannot be created.</exception>
    /// <exception cref="UserException">The change would write to a file that the run was not started with.</exception>
    public SoundChange Prepare(SoundSettings settings)
    {
        settings.Validate();
        if (settings is { On: true, Output: { } output } && output != _now.Output && output != _begun && SoundDevices.IsFile(output))
        {
            throw new UserException($"Sound is written into a file only when the run is started so: stop, and start with --sound-out \"{output}\".");
        }

        return new SoundChange(this, settings, GoesOn(settings) ? null : Make(settings));
    }

    /// <summary>Applies a change. For <see cref="SoundChange"/> only.</summary>
    internal void Take(SoundSettings settings, SoundSession? next)
    {
        var goesOn = GoesOn(settings);
        if (!goesOn)
        {
            End();
        }

        Volatile.Write(ref _now, settings);
        if (!goesOn)
        {
            Volatile.Write(ref _session, next);
            next?.Start();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _picture.Pipeline.Unwatch(_presence);
    }

    /// <summary>Short description of the sound for the status line and the page.</summary>
    public static string Words(SoundStatus sound) => sound switch
    {
        { Trouble.Length: > 0 } => $"no sound: {sound.Trouble}",
        { Reason: MuteReason.None } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sound {sound.DelayMs:0} ms{(sound.GateClosed ? ", pause" : "")}{(sound.LateMs >= 20 ? $", {sound.LateMs:0} ms late" : "")}"),
        { Reason: MuteReason.Hidden } => "sound off with the picture",
        { Reason: MuteReason.Away } => "sound off while nobody is in the picture",
        { Reason: MuteReason.Gap } => "sound off: nothing comes from the microphone",
        _ => "sound comes in a moment",
    };

    /// <summary>True if the current session, or its absence, is right for the new settings.</summary>
    private bool GoesOn(SoundSettings settings) =>
        settings.On ? _now.On && Lasting(settings) == Lasting(_now) : !_now.On;

    /// <summary>The settings that are fixed for a session; the others are read with every block.</summary>
    private static SoundSettings Lasting(SoundSettings settings) => settings with { OffsetMs = 0, AudibleWhenAway = false, Extra = "" };

    private SoundSession? Make(SoundSettings settings)
    {
        if (!settings.On)
        {
            return null;
        }

        var source = Kit.MakeSource(settings.Microphone);
        try
        {
            return new SoundSession(Lasting(settings), source, Kit.MakeSink(settings.Output!), Allowed, PictureMs, _time);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Called on the render thread for every block.</summary>
    private Audibility Allowed()
    {
        _asked++;
        return _ending || !_picture.Outlet.ShowsPicture || _picture.AllOutputsAreOff ? Audibility.Hidden
            : _presence.IsPresent || Volatile.Read(ref _now).AudibleWhenAway ? Audibility.Live
            : Audibility.Away;
    }

    private double PictureMs() => _metered.LatencyMs + Volatile.Read(ref _now).OffsetMs;

    /// <summary>Fades out, then closes the devices. An output that does not respond is closed at once.</summary>
    private void End()
    {
        if (_session is not { } session)
        {
            return;
        }

        _ending = true;
        SpinWait.SpinUntil(() => session.Status.Muted, Fading);
        // The fading block is reported as muted before it is written; the silent block after it has been written once another one is requested.
        var asked = _asked;
        SpinWait.SpinUntil(() => _asked >= asked + 2, Fading);
        Volatile.Write(ref _session, null);
        session.Dispose();
        _ending = false;
    }
}
