using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Plates;
using StreamShield.Core.Registration;
using StreamShield.Core.Veto;

namespace StreamShield.Core.Rooms;

/// <summary>Everything the shield knows of the room. The plate was captured by the streamer, captured automatically while nobody was in the picture,
/// or learnt from the background in ordinary frames. Finds the room in each frame, gives it to the segmenter as a hint, hides what matches it,
/// updates it where the room has changed, and detects that the camera was moved. Owns its stages and buffers. Not thread-safe; does not allocate per
/// frame while somebody is in the picture.</summary>
public sealed class RoomSense : IDisposable
{
    /// <summary>Share of the picture that a learnt plate must know before it is used.</summary>
    private const double EnoughKnown = 0.15;

    /// <summary>A learnt plate not found in the frames for this long is dropped, and a new one is learnt.</summary>
    private static readonly TimeSpan MaxUnsure = TimeSpan.FromSeconds(20);

    /// <summary>The most that one frame adds to such times: while the camera gives no pictures, nothing is looked for.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly RoomRegistration _registration;
    private readonly PlateVeto _veto;
    private readonly RoomHints _hints;
    private readonly PlateLearner _learner;
    private readonly PlateUpdates _updates;
    private readonly SelfCapture _selfCapture;
    private readonly RoomPlate _room;
    private readonly RoomShift _none;
    private AlignedRoom _view;
    private bool _isBound;
    private bool _isElsewhere;
    private bool _wasFound;
    private long? _lastLearn;
    private TimeSpan _unsureFor;

    /// <summary>Creates an object that knows nothing of the room.</summary>
    /// <param name="size">Size of all frames and plates.</param>
    /// <param name="hintWidth">Width of the segmenter's hints.</param>
    /// <param name="hintHeight">Height of the segmenter's hints.</param>
    /// <param name="time">The clock that stamps the frames.</param>
    public RoomSense(FrameSize size, int hintWidth, int hintHeight, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _registration = new RoomRegistration(size, time);
        _veto = new PlateVeto(size);
        _hints = new RoomHints(size, hintWidth, hintHeight);
        _learner = new PlateLearner(size, time);
        _updates = new PlateUpdates(_learner, time);
        _selfCapture = new SelfCapture(size, time);
        _room = new RoomPlate(size);
        _none = RoomShift.None(size);
    }

    /// <summary>How the plate in use was made.</summary>
    public PlateOrigin Origin { get; private set; }

    /// <summary>Number of automatic captures.</summary>
    public int SelfCaptures { get; private set; }

    /// <summary>The plate when it was captured, by the streamer or automatically, at its own place; otherwise null. Changed between frames: copy what
    /// you need.</summary>
    public Plate? Captured => IsCaptured ? _room.Captured : null;

    /// <summary>The plate in use, however it was made; null when the room is unknown. Changed between frames.</summary>
    internal Plate? InUse => KnowsRoom ? _room.InUse : null;

    /// <summary>True to give the segmenter a learnt plate as well, for measuring.</summary>
    internal bool HintsLearnt { get; set; }

    /// <summary>State of the room after the last frame.</summary>
    public RoomVerdict Verdict => _isElsewhere ? RoomVerdict.Moved : _registration.Verdict;

    /// <summary>What the next one of the same camera must know.</summary>
    internal RoomMemory Memory => new(Verdict == RoomVerdict.Moved, Shift);

    /// <summary>Goes on from another one of the same camera: the zones stay where the camera had carried them, and what was moved needs to be confirmed.
    /// A captured plate tells by itself.</summary>
    internal void Recall(RoomMemory memory)
    {
        if (!IsCaptured)
        {
            _isElsewhere = memory.IsMoved;
            _room.BeginAt(memory.Shift);
        }
    }

    /// <summary>True while the camera seems to look elsewhere: the last frame that showed enough was not the room.</summary>
    public bool IsAway => _registration.IsAway;

    /// <summary>False while a place in the picture may not be the one that was meant: the camera seems to look elsewhere, or so little is seen that
    /// nothing can be said and none of it is the room, or a new plate is still being prepared.</summary>
    public bool MayShowRaw => !_registration.MayBeAway && (_registration.IsReady || !IsCaptured);

    /// <summary>Movement of the camera relative to the place where the plate was captured or learnt. Zones follow it.</summary>
    public RoomShift Shift => _registration.Shift.After(_room.Base);

    /// <summary>True when a plate is in use, captured or learnt.</summary>
    public bool KnowsRoom => Origin != PlateOrigin.None;

    /// <summary>True when a plate is in use and was found in the last frame.</summary>
    public bool IsFound => KnowsRoom && Verdict is RoomVerdict.Steady or RoomVerdict.Shifted;

    /// <summary>Share of the picture that a learnt plate knows well enough to be used, 0..1; 1 for a captured plate.</summary>
    public double Known => IsCaptured ? 1 : KnowsRoom ? _room.InUse.Known : 0;

    /// <summary>False while an automatic capture must not replace the plate: zones follow it, and one of the new place would move them back.</summary>
    private bool MayReplace => Origin switch
    {
        PlateOrigin.None => !_isBound || StandsStill(),
        PlateOrigin.Learnt => !_isBound || (Verdict == RoomVerdict.Steady && StandsStill()),
        PlateOrigin.SelfCaptured when !_wasFound && !_isBound => true,
        _ => Verdict == RoomVerdict.Steady && (StandsStill() || (MayMoveCapture && IsAtPlate)),
    };

    /// <summary>True while the capture may begin anew at another place: no zone is bound to the old one, and the streamer did not choose it.</summary>
    private bool MayMoveCapture => Origin == PlateOrigin.SelfCaptured && !_isBound;

    /// <summary>True while the camera stands where the plate in use is.</summary>
    private bool IsAtPlate => _registration.Shift.Distance(_none) < RoomPlate.SamePlace;

    private bool IsCaptured => Origin is PlateOrigin.Captured or PlateOrigin.SelfCaptured;

    /// <summary>Uses a captured plate, or learns one when there is none. Discards the old one.</summary>
    /// <param name="captured">Copied; null to learn a plate.</param>
    /// <exception cref="ShieldException">The plate's size differs from the frames'.</exception>
    public void Use(Plate? captured)
    {
        if (captured is not null && captured.Size != _room.InUse.Size)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"The stored picture of the empty room is {captured.Size} and the camera's is {_room.InUse.Size}: choose that size, or capture the room again.");
        }

        Forget();
        if (captured is not null)
        {
            Adopt(captured, captured.Origin);
        }
    }

    /// <summary>Accepts the camera's position, because the streamer says that it is right. A plate captured by the streamer is searched for again;
    /// any other is learnt again.</summary>
    public void Confirm()
    {
        if (Origin == PlateOrigin.Captured)
        {
            _registration.Confirm();
        }
        else
        {
            Forget();
        }
    }

    /// <summary>Ends an automatic capture and wipes its samples.</summary>
    public void StopWatching() => _selfCapture.Stop();

    /// <summary>Captures the room automatically when nobody has been in the picture for a while. Call it for every frame, between <see cref="Find"/>
    /// and <see cref="Hide"/>.</summary>
    /// <param name="frame">The frame of the last <see cref="Find"/>.</param>
    /// <param name="everybody">The model's unchanged matte of everybody in it.</param>
    /// <param name="isEmpty">Tells whether the model finds nobody in the frame without any hint. Called before a plate is replaced, because somebody who
    /// is on the plate by mistake is not found beside it.</param>
    public void WatchForEmptyRoom(Frame frame, Matte everybody, Predicate<Frame> isEmpty)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(everybody);
        ArgumentNullException.ThrowIfNull(isEmpty);
        if (!_selfCapture.Step(frame, everybody) || !MayReplace || (IsCaptured && !isEmpty(frame)))
        {
            return;
        }

        SelfCaptures++;
        if (!IsCaptured)
        {
            Adopt(_selfCapture.Plate, PlateOrigin.SelfCaptured);
            return;
        }

        // Where the new plate knows nothing, the old one is kept.
        _room.InUse.Overlay(_selfCapture.Plate);
        _room.KeepChanges(atAnyPlace: MayMoveCapture);
        _learner.Begin(_room.InUse);
        _registration.Improve(_room.InUse);
    }

    /// <summary>Finds the room in one frame and fills the hints.</summary>
    /// <param name="frame">A stamped frame.</param>
    /// <param name="people">Where people were a moment ago; null when unknown.</param>
    /// <param name="bound">True when a setting (a zone) depends on the camera's position, so that a moved camera must hide everything even without a
    /// captured plate.</param>
    /// <param name="hints">Receives the room.</param>
    /// <exception cref="ShieldException">The camera was moved.</exception>
    public void Find(Frame frame, Matte? people, bool bound, SegmenterHints hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        _isBound = bound;
        try
        {
            if (_isElsewhere)
            {
                throw RoomRegistration.Moved(RoomWatch.Elsewhere);
            }

            _view = _registration.Register(frame, people);
        }
        catch (ShieldException e) when (e.Reason == SlateReason.RoomMoved && Origin != PlateOrigin.Captured && !bound)
        {
            // Nobody relies on this position, so a new plate is learnt.
            Forget();
            _view = _registration.Register(frame, people);
        }

        // A learnt plate is not used as a hint: the model takes what moves before it, such as a curtain in the wind, for the streamer.
        if (IsCaptured || (KnowsRoom && HintsLearnt))
        {
            _hints.Fill(_view, hints);
        }
        else
        {
            hints.ForgetRoom();
        }
    }

    /// <summary>How well the room behind each pixel of a coarse matte is known, 0..255; empty when the room was not found in the frame of the last <see
    /// cref="Find"/>.</summary>
    public ReadOnlySpan<byte> KnownPlaces => IsFound ? _hints.Known(_view) : [];

    /// <summary>Lowers the alpha of what matches the room that <see cref="Find"/> found in the same frame.</summary>
    /// <exception cref="ShieldException">The matte belongs to another frame (law 3).</exception>
    public void Hide(Frame frame, Matte fine)
    {
        if (KnowsRoom)
        {
            _veto.Apply(frame, _view, fine);
        }
    }

    /// <summary>Learns from the hidden part of this frame while the camera stands where it stood.</summary>
    /// <param name="frame">The frame of the last <see cref="Find"/>.</param>
    /// <param name="coarse">Its coarse matte of everybody.</param>
    /// <param name="fine">Its final matte.</param>
    public void Learn(Frame frame, Matte coarse, Matte fine)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var elapsed = _lastLearn is { } last ? _time.GetElapsedTime(last, frame.CapturedAt) : TimeSpan.Zero;
        var passed = elapsed < MaxGap ? elapsed : MaxGap;
        _lastLearn = frame.CapturedAt;
        if (KnowsRoom && !IsSure(passed))
        {
            return;
        }

        if (IsAtPlate)
        {
            _room.StandsHere();
        }

        if (!KnowsRoom || IsAtPlate || MovesPlate(passed))
        {
            _learner.Learn(frame, _view.Light, coarse, fine);
            TakeLearntInTime(frame.CapturedAt);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _veto.Dispose();
        _hints.Dispose();
        _learner.Dispose();
        _selfCapture.Dispose();
        _room.Dispose();
    }

    /// <summary>True when the plate was found in the frame, or has not been found since it was learnt: there is too little in it, so it is learnt
    /// further until there is more. A learnt plate not found for long is dropped, and so is one that was captured automatically and never found: what it
    /// shows may be the cover of the lens.</summary>
    private bool IsSure(TimeSpan passed)
    {
        if (Verdict != RoomVerdict.Unsure)
        {
            (_wasFound, _unsureFor) = (true, TimeSpan.Zero);
            return true;
        }

        if (Origin == PlateOrigin.Captured || (Origin == PlateOrigin.SelfCaptured && _wasFound))
        {
            return false;
        }

        if (Origin == PlateOrigin.Learnt && !_wasFound)
        {
            return !IsAway;
        }

        _unsureFor += passed;
        if (_unsureFor > MaxUnsure && (!_isBound || StandsStill()))
        {
            Forget();
        }

        return false;
    }

    private void Adopt(Plate plate, PlateOrigin origin)
    {
        _room.Use(plate);
        _learner.Begin(_room.InUse);
        _registration.Use(_room.InUse, atOnce: origin == PlateOrigin.Captured);
        _updates.BeginCaptured();
        (Origin, _wasFound, _unsureFor) = (origin, false, TimeSpan.Zero);
    }

    /// <summary>When the camera has stood at another place for a while, moves the plate there: it is learnt further only where it stands. What zones are
    /// bound to stays.</summary>
    private bool MovesPlate(TimeSpan passed)
    {
        var moved = Shift;
        if (!_room.HasMovedTo(_registration.Shift, passed) || !IsFound || ((IsCaptured || _isBound) && moved.Distance(_none) > RoomWatch.MaxShift))
        {
            return false;
        }

        if (IsCaptured)
        {
            _room.MoveCaptured(moved);
            _learner.Begin(_room.InUse);
        }
        else
        {
            _room.MoveLearnt(_view.Plate, _isBound ? moved : null);
            _learner.Continue(_room.InUse);
        }

        _registration.UseMoved(_room.InUse);
        return true;
    }

    private bool StandsStill() => Shift.Distance(_none) < RoomPlate.SamePlace;

    private void TakeLearntInTime(long now)
    {
        if (!_updates.Apply(_room.InUse, Origin, now))
        {
            return;
        }

        if (KnowsRoom)
        {
            _registration.Improve(_room.InUse);
            if (IsCaptured)
            {
                _room.KeepChanges(atAnyPlace: false);
            }
        }
        else if (_room.InUse.Known >= EnoughKnown)
        {
            _registration.Use(_room.InUse, atOnce: false);
            (Origin, _wasFound, _unsureFor) = (PlateOrigin.Learnt, false, TimeSpan.Zero);
        }
    }

    private void Forget()
    {
        Origin = PlateOrigin.None;
        _isElsewhere = false;
        _registration.Forget();
        _learner.Forget();
        _selfCapture.Restart();
        _room.Clear();
        _updates.BeginLearning();
    }
}
