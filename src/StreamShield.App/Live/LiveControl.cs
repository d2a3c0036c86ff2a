using StreamShield.App.Hosting;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>
/// The one owner of what a live run does now: keys, control page and buttons all change it here. A change is refused with one sentence and nothing has happened, or it is in
/// force with the next frame, and with the next block of the sound. From any thread.
/// </summary>
internal sealed class LiveControl : IDisposable
{
    private const int StrengthStep = 5;

    private readonly Lock _gate = new();
    private readonly ShieldSession _session;
    private readonly Terminal _terminal;
    private readonly int _threads;
    private RoomInForce _now;
    private ShieldLook _look = ShieldLook.Nothing;
    private int _lookIsAsked;

    /// <summary>Takes a session over.</summary>
    /// <param name="session">Stays the caller's, who ends it before this.</param>
    /// <param name="room">What it was started with.</param>
    /// <param name="settings">The session's settings; their plate becomes owned.</param>
    /// <param name="sound">Begun with the room's; stays the caller's.</param>
    /// <param name="threads">Threads of a model.</param>
    /// <param name="terminal">The user's rooms, the clock, and where to warn.</param>
    public LiveControl(ShieldSession session, RoomProfile room, ShieldSettings settings, LiveSound sound, int threads, Terminal terminal)
    {
        _session = session;
        Sound = sound;
        _terminal = terminal;
        _threads = threads;
        var stored = room.Name.Length == 0 ? room : terminal.Rooms.Load(room.Name);
        _now = new RoomInForce(room, stored, settings, 1);
        Check = new LiveCheck(session, Changed);
        Plate = new LivePlate(this, session, terminal);
        Rooms = new LiveRooms(this, session, terminal);
    }

    /// <summary>Ends with the next change.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The stored rooms.</summary>
    public LiveRooms Rooms { get; }

    /// <summary>The picture of the empty room.</summary>
    public LivePlate Plate { get; }

    /// <summary>The sound; changed here alone.</summary>
    public LiveSound Sound { get; }

    /// <summary>The check before a stream.</summary>
    public LiveCheck Check { get; }

    /// <summary>What is in force.</summary>
    public RoomInForce Now => Volatile.Read(ref _now);

    /// <summary>While set, nobody sees anything but the slate. Waits for nothing.</summary>
    public bool Panic
    {
        get => _session.Outlet.Panic;
        set
        {
            _session.Outlet.Panic = value;
            Changed.Raise();
        }
    }

    /// <summary>What the shield knew at its last frame; asks it anew for the next call.</summary>
    public ShieldLook Look()
    {
        if (Interlocked.Exchange(ref _lookIsAsked, 1) == 0)
        {
            _session.Pipeline.Ask(shield =>
            {
                Volatile.Write(ref _look, new ShieldLook(shield.Streamer.Status, shield.Room.Verdict, shield.Room.KnowsRoom));
                Volatile.Write(ref _lookIsAsked, 0);
            });
        }

        return Volatile.Read(ref _look);
    }

    /// <summary>Changes some settings.</summary>
    /// <param name="json">As <see cref="ProfileJson.Change"/> takes them.</param>
    /// <exception cref="ShieldException">One is wrong; nothing has changed.</exception>
    public void ChangeSettings(ReadOnlyMemory<byte> json) => Do(now =>
    {
        var room = ProfileJson.Change(now.Room, json, "The request");
        Sound.Find(room.Sound);
        if (room.Orientation == now.Room.Orientation)
        {
            Apply(room, now.Stored, now.Settings.Plate);
        }
        else
        {
            Exchange(room, now.Stored, now.Settings.Plate, anew: true);
        }
    });

    /// <summary>Makes the effect a step stronger or weaker.</summary>
    public void Step(bool stronger) => Do(now =>
    {
        var strength = Math.Clamp(now.Room.Settings.Strength + (stronger ? StrengthStep : -StrengthStep), 0, 100);
        Apply(now.Room with { Settings = now.Room.Settings with { Strength = strength } }, now.Stored, now.Settings.Plate);
    });

    /// <summary>Looks through another camera or clip; the slate is shown meanwhile.</summary>
    /// <param name="camera">Text that names it; null for the first webcam.</param>
    /// <exception cref="ShieldException">There is no such thing; nothing has changed.</exception>
    public void UseCamera(string? camera) => Do(now => Exchange(now.Room with { Camera = camera }, now.Stored, now.Settings.Plate, anew: true));

    /// <summary>Uses another model; the slate is shown meanwhile.</summary>
    /// <param name="model">Quality, name or file; null chooses between the embedded ones.</param>
    /// <exception cref="ShieldException">It cannot be used; nothing has changed.</exception>
    public void UseModel(string? model) => Do(now => Exchange(now.Room with { Model = model }, now.Stored, now.Settings.Plate, anew: false));

    /// <summary>The streamer is there.</summary>
    public void Pick(ZonePoint place) => _session.Pipeline.Ask(shield => shield.Streamer.Pick(place));

    /// <summary>The camera stands right as it stands.</summary>
    public void Confirm() => _session.Pipeline.Ask(static shield => shield.Room.Confirm());

    /// <summary>Shows one output the slate, or the picture again.</summary>
    /// <param name="name">Of the output; all of that name.</param>
    /// <param name="on">False for the slate.</param>
    /// <exception cref="UserException">There is none.</exception>
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

    /// <summary>Frees the plate, once the session has ended.</summary>
    public void Dispose()
    {
        Check.Dispose();
        Plate.Dispose();
        if (_session.Pipeline.HasEnded)
        {
            Now.Settings.Plate?.Dispose();
        }
    }

    /// <summary>Does one change at a time.</summary>
    internal void Do(Action<RoomInForce> change)
    {
        lock (_gate)
        {
            change(_now);
        }
    }

    /// <summary>Within <see cref="Do"/>: changes settings, with the next frame.</summary>
    internal void Apply(RoomProfile room, RoomProfile? stored, Plate? plate)
    {
        var settings = SettingsOf(room, plate);
        using var sound = Sound.Prepare(room.Sound);
        _session.Pipeline.Apply(settings);
        sound.Take();
        Commit(room, stored, settings);
    }

    /// <summary>Within <see cref="Do"/>: goes on with another room, camera or model, and with a shield that knows nothing of what was before.</summary>
    /// <param name="room">What is to be in force.</param>
    /// <param name="stored">The room as stored.</param>
    /// <param name="plate">Becomes owned when it succeeds.</param>
    /// <param name="anew">True opens the camera anew although it is the same.</param>
    internal void Exchange(RoomProfile room, RoomProfile? stored, Plate? plate, bool anew)
    {
        var settings = SettingsOf(room, plate);
        settings.Validate();
        using var sound = Sound.Prepare(room.Sound);
        Plate.Stop();
        var openModel = LiveModel.Opener(room.Model, _session.Outlet.Size, _session.FramesPerSecond, _threads);
        var source = anew || room.Camera != _now.Room.Camera || room.Orientation != _now.Room.Orientation
            ? LiveSource.Choose(room.Camera, new SourceOptions(_session.Outlet.Size, _session.FramesPerSecond) { Time = _terminal.Time, Orientation = room.Orientation }, static _ => { })
            : null;
        try
        {
            _session.Change(settings, openModel, source);
        }
        catch
        {
            source?.Dispose();
            throw;
        }

        sound.Take();
        Commit(room, stored, settings);
    }

    /// <summary>Within <see cref="Do"/>: another name or another stored room for what is in force.</summary>
    internal void Rename(RoomProfile room, RoomProfile? stored) => Commit(room, stored, _now.Settings);

    private ShieldSettings SettingsOf(RoomProfile room, Plate? plate)
    {
        var image = room.EffectImage is null ? null
            : room.EffectImage == _now.Room.EffectImage && _now.Settings.Image is { } known ? known
            : ImageFile.Read(room.EffectImage);
        return room.Settings with { Image = image, Plate = plate };
    }

    private void Commit(RoomProfile room, RoomProfile? stored, ShieldSettings settings)
    {
        var old = _now.Settings.Plate;
        Volatile.Write(ref _now, new RoomInForce(room, stored, settings, _now.Revision + 1));
        if (old is not null && !ReferenceEquals(old, settings.Plate))
        {
            // The shield may be reading it until it has taken the new settings.
            _session.Pipeline.Ask(_ => old.Dispose());
        }

        Changed.Raise();
    }
}
