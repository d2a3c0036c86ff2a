using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.App.Live;

/// <summary>
/// The sound beside a live picture: off, or one session. Its offset and whether it is heard while nobody is in the picture are changed while it goes on; everything else makes a new
/// session, and the one before has fallen silent and closed its devices by then. One change at a time, see <see cref="LiveControl"/>; what it does is told to any thread.
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

    /// <summary>The sound that a run begins with.</summary>
    /// <param name="settings">What the streamer chose.</param>
    /// <param name="picture">Decides whether anything is heard; stays the caller's.</param>
    /// <param name="metered">How late the picture is.</param>
    /// <param name="kit">The devices.</param>
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

    /// <summary>The devices there are.</summary>
    public SoundKit Kit { get; }

    /// <summary>The sound now; null while it is off.</summary>
    public SoundStatus? Status => Volatile.Read(ref _session)?.Status;

    /// <summary>Begins, when it is on.</summary>
    public void Start() => _session?.Start();

    /// <summary>Refuses devices that are named anew and are not there. What was named before may be away: it is waited for.</summary>
    /// <exception cref="ShieldException">One sentence.</exception>
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

    /// <summary>Makes a change ready.</summary>
    /// <returns>The caller's.</returns>
    /// <exception cref="ShieldException">It cannot be made.</exception>
    /// <exception cref="UserException">It would write a file that the run was not started with.</exception>
    public SoundChange Prepare(SoundSettings settings)
    {
        settings.Validate();
        if (settings is { On: true, Output: { } output } && output != _now.Output && output != _begun && SoundDevices.IsFile(output))
        {
            throw new UserException($"Sound is written into a file only when the run is started so: stop, and start with --sound-out \"{output}\".");
        }

        return new SoundChange(this, settings, GoesOn(settings) ? null : Make(settings));
    }

    /// <summary>For <see cref="SoundChange"/> alone.</summary>
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

    /// <summary>The sound in a few words for the status line and the page.</summary>
    public static string Words(SoundStatus sound) => sound switch
    {
        { Trouble.Length: > 0 } => $"no sound: {sound.Trouble}",
        { Reason: MuteReason.None } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sound {sound.DelayMs:0} ms{(sound.GateClosed ? ", pause" : "")}{(sound.LateMs >= 20 ? $", {sound.LateMs:0} ms late" : "")}"),
        { Reason: MuteReason.Hidden } => "sound off with the picture",
        { Reason: MuteReason.Away } => "sound off while nobody is in the picture",
        { Reason: MuteReason.Gap } => "sound off: nothing comes from the microphone",
        _ => "sound comes in a moment",
    };

    /// <summary>Whether the session that there is, or none, does for other settings.</summary>
    private bool GoesOn(SoundSettings settings) =>
        settings.On ? _now.On && Lasting(settings) == Lasting(_now) : !_now.On;

    /// <summary>What a session keeps for good; the rest is asked for with every block.</summary>
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

    /// <summary>On the output's thread, for every block.</summary>
    private Audibility Allowed()
    {
        _asked++;
        return _ending || !_picture.Outlet.ShowsPicture ? Audibility.Hidden
            : _presence.IsPresent || Volatile.Read(ref _now).AudibleWhenAway ? Audibility.Live
            : Audibility.Away;
    }

    private double PictureMs() => _metered.LatencyMs + Volatile.Read(ref _now).OffsetMs;

    /// <summary>Falls silent, then closes the devices; an output that does not answer is closed at once.</summary>
    private void End()
    {
        if (_session is not { } session)
        {
            return;
        }

        _ending = true;
        SpinWait.SpinUntil(() => session.Status.Muted, Fading);
        // The block that fades is told as muted before it is written; the silent one after it is written when another one is asked for.
        var asked = _asked;
        SpinWait.SpinUntil(() => _asked >= asked + 2, Fading);
        Volatile.Write(ref _session, null);
        session.Dispose();
        _ending = false;
    }
}
