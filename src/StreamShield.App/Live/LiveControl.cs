using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>
/// The single owner of a live run's state: keys, control page and buttons make all changes here. A change either fails with one sentence and no effect, or
/// applies from the next frame and the next sound block on. Whatever may hang is done beforehand, on its own thread and without a lock. Thread-safe.
/// </summary>
internal sealed class LiveControl : IDisposable
{
    private const int StrengthStep = 5;

    /// <summary>How long to wait for another change of the stored profiles.</summary>
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Lock _storing = new();
    private readonly ShieldSession _session;
    private readonly Terminal _terminal;
    private readonly int _threads;
    private readonly Profile _begun;
    private ProfileInForce _now;
    private ShieldLook _look = ShieldLook.Nothing;
    private int _lookIsAsked;
    private Profile? _next;

    /// <summary>Takes control of a session.</summary>
    /// <param name="session">Owned by the caller, who ends it before disposing this.</param>
    /// <param name="room">The profile that it was started with.</param>
    /// <param name="settings">The session's settings; this object takes ownership of their plate.</param>
    /// <param name="plateTrouble">What is wrong with that plate; empty if nothing is.</param>
    /// <param name="sound">Started with the profile's settings; owned by the caller.</param>
    /// <param name="threads">Number of model threads.</param>
    /// <param name="terminal">The user's profiles, the clock, and where to print warnings.</param>
    public LiveControl(ShieldSession session, Profile room, ShieldSettings settings, string plateTrouble, LiveSound sound, int threads, Terminal terminal)
    {
        _session = session;
        Sound = sound;
        _terminal = terminal;
        _threads = threads;
        var stored = room.Name.Length == 0 ? room : terminal.Rooms.Load(room.Name);
        _begun = room;
        _now = new ProfileInForce(room, stored, settings, plateTrouble, 1);
        Check = new LiveCheck(session, Changed, () => Now, new KeptChecks(Path.Combine(terminal.Rooms.Folder, "..", "checks.json")), terminal.Time);
        Plate = new LivePlate(this, session, terminal);
        Rooms = new LiveProfiles(this, session, terminal);
        Pictures = new OwnPictures(Path.Combine(terminal.Rooms.Folder, "pictures"));
        session.Outlet.Button.Changed += Changed.Raise;
    }

    /// <summary>Tells this run from every other one.</summary>
    public string Run { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Signals every change.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The stored profiles.</summary>
    public LiveProfiles Rooms { get; }

    /// <summary>Captures and replaces the plate.</summary>
    public LivePlate Plate { get; }

    /// <summary>The user's own pictures, for use as a background.</summary>
    public OwnPictures Pictures { get; }

    /// <summary>The sound. Only this class changes it.</summary>
    public LiveSound Sound { get; }

    /// <summary>The check before a stream.</summary>
    public LiveCheck Check { get; }

    /// <summary>True while the demo clip replaces a camera. Its room is not the user's, so it is never stored.</summary>
    public bool IsDemo => _session.Capture.Label is not null;

    /// <summary>True if a plate that is captured now belongs to a stored profile.</summary>
    public bool StoresPlateOf(ProfileInForce now) => now.Room.Name.Length > 0 && !IsDemo;

    /// <summary>The current profile and settings.</summary>
    public ProfileInForce Now => Volatile.Read(ref _now);

    /// <summary>True if something was changed since the start of the run and would be lost if it ended now.</summary>
    public bool HasUnsavedChanges => Now.Unsaved && Now.Differs(_begun);

    /// <summary>The profile with which the run is to begin anew, because its pictures have another size or rate; null if it is to continue.</summary>
    public Profile? Next => Volatile.Read(ref _next);

    /// <summary>While true, every output shows the slate. Never waits (law 8).</summary>
    public bool Panic
    {
        get => _session.Outlet.Panic;
        set => _session.Outlet.Panic = value;
    }

    /// <summary>The shield's findings at an earlier frame; also requests new ones for the next call.</summary>
    public ShieldLook Look()
    {
        if (Interlocked.Exchange(ref _lookIsAsked, 1) == 0)
        {
            _session.Pipeline.Post(shield =>
            {
                Volatile.Write(ref _look, new ShieldLook(shield.Streamer.Status, shield.Room.Verdict, shield.Room.KnowsRoom, shield.Room.Shift));
                Volatile.Write(ref _lookIsAsked, 0);
            });
        }

        return Volatile.Read(ref _look);
    }

    /// <summary>Changes some settings.</summary>
    /// <param name="json">In the format of <see cref="ProfileJson.Change"/>.</param>
    /// <exception cref="ShieldException">A setting is invalid; nothing has changed.</exception>
    public Task ChangeSettingsAsync(ReadOnlyMemory<byte> json) => GoAsync(
        "The change",
        now => new Target(ProfileJson.Change(now.Room, json, "The request"), now.Stored, now.Settings.Plate),
        target => Sound.Find(target.Room.Sound));

    /// <summary>Makes the effect one step stronger or weaker.</summary>
    public Task StepAsync(bool stronger) => ApplyAsync("The change", now =>
    {
        var strength = Math.Clamp(now.Room.Settings.Strength + (stronger ? StrengthStep : -StrengthStep), 0, 100);
        return new Target(now.Room with { Settings = now.Room.Settings with { Strength = strength } }, now.Stored, now.Settings.Plate);
    });

    /// <summary>Switches to another camera or clip; the slate is shown meanwhile.</summary>
    /// <param name="camera">Source text; null for the first webcam.</param>
    /// <exception cref="ShieldException">It cannot be used; nothing has changed.</exception>
    public Task UseCameraAsync(string? camera) => ExchangeAsync(camera is null ? "The camera" : SourceCatalog.Plain(camera), now => new Target(now.Room with { Camera = camera }, now.Stored, now.Settings.Plate), anew: true);

    /// <summary>Switches to another model; the slate is shown meanwhile.</summary>
    /// <param name="model">Quality, name or file; null for the default embedded model.</param>
    /// <exception cref="ShieldException">It cannot be used; nothing has changed.</exception>
    public Task UseModelAsync(string? model) => ExchangeAsync($"The model {model}".TrimEnd(), now => new Target(now.Room with { Model = model }, now.Stored, now.Settings.Plate), anew: false);

    /// <summary>Changes the size and rate of the pictures: the run begins anew with them, at the same addresses and with everything else as it is.</summary>
    public void UseFormat(FrameSize size, double framesPerSecond) => BeginAnew(Now.Room with { Size = size, FramesPerSecond = framesPerSecond });

    /// <summary>Begins anew with a profile of another size or rate.</summary>
    public void BeginAnew(Profile room) => Volatile.Write(ref _next, room);

    /// <summary>Tells the shield where the streamer is.</summary>
    public void Pick(ZonePoint place) => _session.Pipeline.Post(shield => shield.Streamer.Pick(place));

    /// <summary>Confirms the camera's current position as correct.</summary>
    public void Confirm() => _session.Pipeline.Post(static shield => shield.Room.Confirm());

    /// <summary>Switches outputs between the picture and the slate.</summary>
    /// <param name="name">Name of the output; applies to all outputs of that name.</param>
    /// <param name="on">False for the slate.</param>
    /// <exception cref="UserException">There is no such output.</exception>
    public void SwitchOutput(string name, bool on)
    {
        var outputs = _session.Pumps.Where(pump => pump.IsForViewers).ToList();
        var pumps = outputs.Where(pump => pump.Name == name).ToList();
        if (pumps.Count == 0)
        {
            throw new UserException($"There is no output '{name}': choose one of {string.Join(", ", outputs.Select(pump => $"'{pump.Name}'"))}.");
        }

        pumps.ForEach(pump => pump.On = on);
        Changed.Raise();
    }

    /// <summary>Disposes the plate. Call it after the session has ended.</summary>
    public void Dispose()
    {
        _session.Outlet.Button.Changed -= Changed.Raise;
        Check.Dispose();
        Plate.Dispose();
        if (_session.Pipeline.HasEnded)
        {
            Now.Settings.Plate?.Dispose();
        }
    }

    /// <summary>Applies a change with the next frame or, if it concerns camera, orientation or model, with a new shield.</summary>
    /// <inheritdoc cref="ApplyAsync"/>
    internal Task GoAsync(string what, Func<ProfileInForce, Target> aim, Action<Target>? check = null)
    {
        var now = Now;
        var room = aim(now).Room;
        return room.Camera == now.Room.Camera && room.Orientation == now.Room.Orientation && room.Model == now.Room.Model
            ? ApplyAsync(what, aim, check)
            : ExchangeAsync(what, aim, anew: false);
    }

    /// <summary>Applies a change of settings with the next frame.</summary>
    /// <param name="what">What hangs if it does not respond, for the error message.</param>
    /// <param name="aim">Computes the result from the current state; may be called more than once.</param>
    /// <param name="check">Rejects an invalid result; may take its time.</param>
    internal Task ApplyAsync(string what, Func<ProfileInForce, Target> aim, Action<Target>? check = null) => ChangeAsync(
        what,
        aim,
        (now, target) =>
        {
            check?.Invoke(target);
            return Prepare(now, target, null, null);
        },
        (target, settings, _) => _session.Pipeline.Apply(settings));

    /// <summary>Switches to another profile, camera or model, with a new shield that knows nothing of the old one's state.</summary>
    /// <param name="what">What hangs if it does not respond, for the error message.</param>
    /// <param name="aim">Computes the result from the current state; may be called more than once.</param>
    /// <param name="anew">True to reopen the camera even if it is the same.</param>
    internal Task ExchangeAsync(string what, Func<ProfileInForce, Target> aim, bool anew) => ChangeAsync(
        what,
        aim,
        (now, target) =>
        {
            var openModel = LiveModel.Opener(target.Room.Model, _session.Outlet.Size, _session.FramesPerSecond, _threads);
            var source = anew || target.Room.Camera != now.Room.Camera || target.Room.Orientation != now.Room.Orientation
                ? LiveSource.Choose(target.Room.Camera, new SourceOptions(_session.Outlet.Size, _session.FramesPerSecond) { Time = _terminal.Time, Orientation = target.Room.Orientation }, static _ => { })
                : null;
            return Prepare(now, target, openModel, source);
        },
        (target, settings, change) =>
        {
            Plate.Stop();
            _session.Change(settings, change.OpenModel!, change.Source);
        });

    /// <summary>
    /// Reads or writes the user's stored profiles, one operation at a time. Changes take effect through <see cref="TryApplyPlate"/> and <see cref="Rename"/>.
    /// </summary>
    /// <exception cref="UserException">The disk does not respond.</exception>
    internal Task StoreAsync(Action<ProfileInForce> act) => Slowly.RunAsync("The disk with your rooms", () => Store(act));

    /// <summary>The same as <see cref="StoreAsync"/>, for a thread that may wait for the disk.</summary>
    internal void Store(Action<ProfileInForce> act)
    {
        if (!_storing.TryEnter(StorePatience))
        {
            throw new UserException("Another change of your rooms has not come back from the disk yet: wait a moment and try again.");
        }

        try
        {
            act(Now);
        }
        finally
        {
            _storing.Exit();
        }
    }

    /// <summary>Changes the name and the stored version of the current profile.</summary>
    internal void Rename(string name, bool hasPlate, Profile? stored)
    {
        lock (_gate)
        {
            Commit(_now.Room with { Name = name, HasPlate = hasPlate }, stored, _now.Settings, _now.PlateTrouble);
        }
    }

    /// <summary>Makes what was stored the stored version of the current profile, under its name.</summary>
    /// <param name="kept">What was in force when it was stored.</param>
    /// <param name="stored">As it was stored. Its camera may be written in another way there, but is the same one.</param>
    internal void Keep(ProfileInForce kept, Profile stored) => Rename(stored.Name, stored.HasPlate, stored with { Camera = kept.Room.Camera });

    /// <summary>Replaces or removes the plate with the next frame.</summary>
    /// <param name="seen">The state that the plate belongs to.</param>
    /// <param name="hasPlate">True if it is stored.</param>
    /// <param name="plate">The plate; this object takes ownership if the call succeeds.</param>
    /// <returns>False if another profile, camera, orientation or plate is in use by now; nothing has changed then.</returns>
    internal bool TryApplyPlate(ProfileInForce seen, bool hasPlate, Plate? plate)
    {
        lock (_gate)
        {
            if (!_now.HasTheRoomOf(seen))
            {
                return false;
            }

            var settings = _now.Settings with { Plate = plate };
            _session.Pipeline.Apply(settings);
            Commit(_now.Room with { HasPlate = hasPlate }, _now.Stored, settings, "");
            return true;
        }
    }

    /// <summary>Does something while no change is being applied.</summary>
    internal void BetweenChanges(Action act)
    {
        lock (_gate)
        {
            act();
        }
    }

    /// <summary>
    /// Prepares a change on its own thread and then applies it at once. If the state it was prepared for has changed in the meantime, it is prepared again.
    /// </summary>
    private async Task ChangeAsync(
        string what, Func<ProfileInForce, Target> aim, Func<ProfileInForce, Target, LiveChange> prepare, Action<Target, ShieldSettings, LiveChange> take)
    {
        while (true)
        {
            var before = Now;
            using var ready = await Slowly.RunAsync(what, () => prepare(before, aim(before)), static late => late.Dispose());
            if (TryTake(ready, before, aim, take))
            {
                return;
            }
        }
    }

    private bool TryTake(LiveChange ready, ProfileInForce before, Func<ProfileInForce, Target> aim, Action<Target, ShieldSettings, LiveChange> take)
    {
        lock (_gate)
        {
            var target = aim(_now);
            if (!ready.Fits(target.Room) || _now.Room.Sound != before.Room.Sound)
            {
                return false;
            }

            var given = target.Plate;
            var isNew = given is not null && !ReferenceEquals(given, _now.Settings.Plate);
            var kept = CanKeep(target, isNew, ready.Source) ? given : null;
            var plate = LivePlate.Facing(kept, target.Room.Orientation, _session.Outlet.Size);
            var settings = target.Room.Settings with { Image = ready.Image, Plate = plate };
            settings.Validate();
            take(target, settings, ready);
            ready.MarkTaken();
            ready.Sound.Take();
            Commit(target.Room, target.Stored, settings, target.PlateTrouble ?? (plate is null && kept is not null ? LivePlate.OtherShape : _now.PlateTrouble));
            if (isNew && !ReferenceEquals(given, plate))
            {
                given!.Dispose();
            }

            return true;
        }
    }

    /// <summary>False for a plate of another place: the demo's for a camera or a stored one for the demo, and one that the shield captured by itself with
    /// another camera, which nobody has vouched for.</summary>
    /// <param name="target">The intended result.</param>
    /// <param name="isNew">False for the plate that is in force.</param>
    /// <param name="source">The new source; null to keep the current one.</param>
    private bool CanKeep(Target target, bool isNew, ISource? source)
    {
        var isDemo = source is null ? IsDemo : source.Label is not null;
        return isNew ? !isDemo : isDemo == IsDemo && (target.Plate is not { Origin: PlateOrigin.SelfCaptured } || target.Room.Camera == _now.Room.Camera);
    }

    private LiveChange Prepare(ProfileInForce now, Target target, Func<ISegmenter>? openModel, ISource? source)
    {
        try
        {
            var image = now.ImageOf(target.Room);
            (target.Room.Settings with { Image = image, Plate = target.Plate }).Validate();
            return new LiveChange(target.Room, image, Sound.Prepare(target.Room.Sound), openModel, source);
        }
        catch
        {
            source?.Dispose();
            throw;
        }
    }

    private void Commit(Profile room, Profile? stored, ShieldSettings settings, string plateTrouble)
    {
        var old = _now.Settings.Plate;
        var isOther = room.Name != _now.Room.Name || room.Camera != _now.Room.Camera || (old is not null && settings.Plate is null);
        Volatile.Write(ref _now, new ProfileInForce(room, stored, settings, plateTrouble, _now.Revision + 1));
        if (old is not null && !ReferenceEquals(old, settings.Plate))
        {
            // The shield may be reading it until it has switched to the new settings.
            _session.Pipeline.Post(_ => old.Dispose());
        }

        if (isOther)
        {
            Plate.Unsay();
        }

        NativeHeap.TrimSoon();
        Changed.Raise();
    }
}
