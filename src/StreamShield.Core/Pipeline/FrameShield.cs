using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.People;
using StreamShield.Core.Plates;
using StreamShield.Core.Refining;
using StreamShield.Core.Rooms;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Core.Pipeline;

/// <summary>The only way from a raw frame to a safe picture: find the room, segment, select the streamer, refine, hide what is room, apply the zones,
/// obscure, composite, and then learn the room. Live, offline and benchmark runs all use it. Owns its segmenter and every buffer. Not thread-safe;
/// does not allocate per frame.</summary>
public sealed class FrameShield : IDisposable
{
    /// <summary>Smallest width of the model's mattes. Vector code needs this many pixels.</summary>
    private const int MinWidth = 32;

    private readonly ISegmenter _segmenter;
    private readonly SegmenterHints _hints;
    private readonly Matte _everybody;
    private readonly Matte _undoubted;
    private readonly Matte _unhinted;
    private readonly Predicate<Frame> _isEmpty;
    private readonly Matte _coarse;
    private readonly StreamerPrior _prior;
    private readonly Continuity _continuity;
    private readonly DoubtRule _doubt;
    private float _caution;
    private readonly Matte _fine;
    private readonly SmallFrame _small;
    private readonly GuidedRefiner _refiner;
    private DrawnZones _zones;
    private readonly Compositor _compositor;
    private readonly long[] _ticks = new long[Enum.GetValues<Stage>().Length];
    private readonly TimeProvider _time;
    private IObscurer _obscurer;
    private long _lastCapture;

    /// <summary>Creates a shield for frames of one size.</summary>
    /// <param name="size">Size of all frames and pictures.</param>
    /// <param name="segmenter">Owned by the shield.</param>
    /// <param name="settings">The first settings.</param>
    /// <param name="time">Clock of the frames' time stamps and of the stage times.</param>
    /// <param name="drawn">The result of <see cref="Effects.Make"/> for these settings and this size, owned by the shield; null to make it
    /// here.</param>
    /// <exception cref="ShieldException">The settings are out of range.</exception>
    public FrameShield(FrameSize size, ISegmenter segmenter, ShieldSettings settings, TimeProvider? time = null, IObscurer? drawn = null)
    {
        ArgumentNullException.ThrowIfNull(segmenter);
        ArgumentNullException.ThrowIfNull(settings);
        var (width, height) = segmenter.MatteSize(size);
        if (width < MinWidth)
        {
            throw new ShieldException(SlateReason.ModelFailed, $"The model '{segmenter.Name}' gives mattes of {width}x{height}, which are too coarse to find anybody in; at least {MinWidth} across are needed: choose another model.");
        }

        _obscurer = drawn ?? Effects.Make(size, settings.EffectChoice);
        Size = size;
        Settings = settings;
        _segmenter = segmenter;
        _time = time ?? TimeProvider.System;
        _hints = new SegmenterHints(width, height);
        _everybody = new Matte(width, height);
        _undoubted = new Matte(width, height);
        _unhinted = new Matte(width, height);
        _isEmpty = IsEmpty;
        _coarse = new Matte(width, height);
        _prior = new StreamerPrior(width, height);
        _doubt = new DoubtRule(width, height);
        _continuity = new Continuity(size, _time);
        _fine = new Matte(size.Width, size.Height);
        _small = new SmallFrame(size, width, height);
        Room = new RoomSense(size, width, height, _time);
        Streamer = new StreamerSelector(width, height);
        _refiner = new GuidedRefiner(size, width, height);
        _zones = new DrawnZones(size, settings.Zones, settings.EffectChoice);
        _compositor = new Compositor(size);
        Room.Use(settings.Plate);
    }

    /// <summary>Size of all frames and pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>The settings in force.</summary>
    public ShieldSettings Settings { get; private set; }

    /// <summary>The segmenter's name.</summary>
    public string ModelName => _segmenter.Name;

    /// <summary>The fine matte of the last shielded frame, valid until the next call.</summary>
    public Matte Matte => _fine;

    /// <summary>What is known of the room.</summary>
    public RoomSense Room { get; }

    /// <summary>Tracks the streamer. Meaningless while everyone is shown.</summary>
    public StreamerSelector Streamer { get; }

    /// <summary>What the next shield of the same camera must know.</summary>
    internal ShieldMemory Memory => new(Streamer.Memory, Room.Memory, _lastCapture);

    /// <summary>Goes on from another shield of the same camera. Call it before the first frame.</summary>
    internal void Recall(ShieldMemory memory)
    {
        _lastCapture = memory.LastCapture;
        Room.Recall(memory.Room);
        if (memory.Streamer is { } streamer)
        {
            Streamer.Recall(streamer);
        }
    }

    /// <summary>Called with the coarse matte after each stage, for measuring.</summary>
    internal Action<string, Matte>? Tap { get; set; }

    /// <summary>Duration of each <see cref="Stage"/> for the last frame, in time stamp ticks.</summary>
    public ReadOnlySpan<long> StageTicks => _ticks;

    /// <summary>Makes a matte for <see cref="FindEverybody"/>. The caller owns it.</summary>
    public Matte NewCoarseMatte() => new(_coarse.Width, _coarse.Height);

    /// <summary>Finds everybody in a frame with the model alone, without knowledge of the room. Used between two frames to capture a plate.</summary>
    /// <exception cref="ShieldException">The model failed.</exception>
    public void FindEverybody(Frame frame, Matte coarse) => _segmenter.Segment(frame, coarse);

    /// <summary>Changes the settings between two frames.</summary>
    /// <exception cref="ShieldException">Out of range; the old settings stay in force.</exception>
    public void Apply(ShieldSettings settings) => Apply(settings, null, null);

    /// <summary>The zones in force.</summary>
    internal DrawnZones Zones => _zones;

    /// <summary>Changes the settings, using parts made beforehand.</summary>
    /// <param name="settings">The new settings.</param>
    /// <param name="made">The result of <see cref="Effects.Make"/> for these settings and this size, or null. Owned by the shield in any
    /// case.</param>
    /// <param name="drawn">Zones for these settings and this size, or null. Owned by the shield in any case.</param>
    internal void Apply(ShieldSettings settings, IObscurer? made, DrawnZones? drawn)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (needlessObscurer, needlessZones) = (made, drawn);
        try
        {
            // Do first what may throw, so that nothing has changed then.
            settings.Validate();
            var obscurer = settings.EffectChoice == Settings.EffectChoice ? null : made ?? Effects.Make(Size, settings.EffectChoice);
            needlessObscurer = obscurer ?? made;
            var zones = _zones.Fit(settings.Zones, settings.EffectChoice) ? null : drawn ?? new DrawnZones(Size, settings.Zones, settings.EffectChoice);
            needlessZones = zones ?? drawn;
            if (!ReferenceEquals(settings.Plate, Settings.Plate))
            {
                Room.Use(settings.Plate);
            }

            if (obscurer is not null)
            {
                (_obscurer, needlessObscurer) = (obscurer, _obscurer);
            }

            if (zones is not null)
            {
                (_zones, needlessZones) = (zones, _zones);
            }

            if (settings.People != Settings.People)
            {
                Streamer.Forget();
            }

            if (!settings.SelfCapture)
            {
                Room.StopWatching();
            }

            Settings = settings;
        }
        finally
        {
            needlessObscurer?.Dispose();
            needlessZones?.Dispose();
        }
    }

    /// <summary>Shields one frame. When it throws, <paramref name="output"/> counts as the slate and must not be shown.</summary>
    /// <param name="frame">A stamped raw frame of this size. The caller owns it.</param>
    /// <param name="output">A picture of this size. The caller owns it.</param>
    /// <exception cref="ShieldException">A stage failed, or the camera was moved.</exception>
    public void Shield(Frame frame, ShieldedFrame output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(output);
        output.Begin();
        var start = _time.GetTimestamp();
        var hasPrior = _continuity.GoesOn(frame) & FindRoom(frame);
        WeighDoubt();
        start = Lap(Stage.Room, start);
        _segmenter.Segment(frame, _hints, hasPrior ? _prior.Matte : null, _coarse, _everybody);
        Tap?.Invoke("network", _coarse);
        (_segmenter.FollowsStreamer ? _everybody : _coarse).CopyTo(_undoubted);
        if (Settings.SelfCapture)
        {
            Room.WatchForEmptyRoom(frame, _undoubted, _isEmpty);
        }

        var known = Room.KnownPlaces;
        _doubt.Apply(_coarse.Alpha, _caution, known);
        if (_segmenter.FollowsStreamer)
        {
            _doubt.Apply(_everybody.Alpha, _caution, known);
        }
        else
        {
            // Both mattes are equal then.
            _coarse.CopyTo(_everybody);
        }

        Tap?.Invoke("doubt", _coarse);
        start = Lap(Stage.Segment, start);
        var small = _small.Of(frame, _segmenter);
        var passed = _time.GetElapsedTime(_lastCapture, frame.CapturedAt);
        LeaveStreamer(small, passed, hasPrior);
        _lastCapture = frame.CapturedAt;
        Tap?.Invoke("selector", _coarse);
        start = Lap(Stage.People, start);
        _refiner.Refine(frame, _coarse, small, _fine);
        start = Lap(Stage.Refine, start);
        Room.Hide(frame, _fine);
        start = Lap(Stage.Veto, start);
        _zones.Mask.Apply(frame, _fine, keeps: Room.MayShowRaw);
        start = Lap(Stage.Zones, start);
        var hidden = _zones.Effects.Paint(frame, _fine, passed, _obscurer.Obscure(frame, _fine, passed));
        start = Lap(Stage.Obscure, start);
        _compositor.Compose(frame, _fine, hidden, output);
        start = Lap(Stage.Composite, start);
        Room.Learn(frame, _undoubted, _fine);
        start = Lap(Stage.Learn, start);
        _prior.Restore(_segmenter, frame, Streamer, passed);
        _ticks[(int)Stage.Segment] += _time.GetTimestamp() - start;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _segmenter.Dispose();
        _hints.Dispose();
        _everybody.Dispose();
        _undoubted.Dispose();
        _unhinted.Dispose();
        _coarse.Dispose();
        _prior.Dispose();
        _fine.Dispose();
        _small.Dispose();
        Room.Dispose();
        Streamer.Dispose();
        _refiner.Dispose();
        _zones.Dispose();
        _obscurer.Dispose();
        _compositor.Dispose();
    }

    /// <summary>Sets how doubtful pixels are treated. A captured plate found in this frame is better evidence than uncertain alpha: what matches it
    /// is hidden later anyway, so less needs to be hidden because of doubt.</summary>
    private void WeighDoubt()
    {
        // 50 means one half: of the largest caution, and of the filter's alpha.
        var roomIsFound = Room.Captured is not null && Room.IsFound;
        _caution = (100 - Settings.Sensitivity) / 100f;
        _refiner.Sensitivity = roomIsFound ? 100 - ((100 - Settings.Sensitivity) * DoubtRule.PercentBesideRoom / 100) : Settings.Sensitivity;
    }

    /// <summary>Prepares the hints for this frame, and moves the zones with the camera.</summary>
    /// <returns>True when there is a prior. A frame that failed before it was refined leaves none.</returns>
    private bool FindRoom(Frame frame)
    {
        var known = _fine.FrameId != 0;
        try
        {
            Room.Find(frame, known ? _undoubted : null, bound: Settings.Zones.Count > 0, _hints);
        }
        finally
        {
            _everybody.Clear();
            _undoubted.Clear();
            _coarse.Clear();
            _fine.Clear();
        }

        _zones.Follow(ZoneShift.From(Room.Shift));
        return known;
    }

    /// <summary>Hides everybody else, and prepares the prior for the next frame.</summary>
    private void LeaveStreamer(ReadOnlySpan<byte> small, TimeSpan passed, bool hadPrior)
    {
        if (Settings.People == PeopleChoice.Everyone)
        {
            _everybody.CopyTo(_coarse);
            _prior.Take(_everybody);
            return;
        }

        _prior.Take(_coarse);
        Streamer.Select(_coarse, _segmenter.FollowsStreamer ? _everybody : _coarse, small, passed, hadPrior);
        if (_segmenter.FollowsStreamer)
        {
            _prior.Limit(Streamer, _coarse);
        }
    }

    /// <summary>True when the model alone finds nobody.</summary>
    private bool IsEmpty(Frame frame)
    {
        FindEverybody(frame, _unhinted);
        var isEmpty = !PlateCapture.IsSomebodyIn(_unhinted);
        _unhinted.Clear();
        return isEmpty;
    }

    private long Lap(Stage stage, long start)
    {
        var now = _time.GetTimestamp();
        _ticks[(int)stage] = now - start;
        return now;
    }
}
