namespace StreamShield.Core;

/// <summary>
/// All that the shield knows of the room: a captured plate, or one learnt from what ordinary frames show of the background. Finds it in each frame, tells the segmenter, hides
/// what matches it, and notices when the camera was moved. Owns its stages and buffers, borrows the captured plate; used from one thread; allocates nothing per frame.
/// </summary>
public sealed class RoomSense : IDisposable
{
    /// <summary>A learnt plate is taken into use first after so long; then, as it changes less and less, after twice as long each time.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Share of the picture that a learnt plate must know before it is used.</summary>
    private const double EnoughKnown = 0.15;

    /// <summary>A learnt plate that says nothing of the frames for so long is of another place: a new one is learnt.</summary>
    private static readonly TimeSpan LongestUnsure = TimeSpan.FromSeconds(20);

    /// <summary>Learning goes on while the camera is off by less than this, in picture heights (a third of a pixel at 720).</summary>
    private const double SamePlace = 0.33 / 720;

    private readonly TimeProvider _time;
    private readonly RoomRegistration _registration;
    private readonly PlateVeto _veto;
    private readonly RoomHints _hints;
    private readonly PlateLearner _learner;
    private readonly Plate _learnt;
    private Plate? _captured;
    private RoomView _view;
    private bool _learntInUse;
    private long? _learningSince;
    private long _lastSure;
    private TimeSpan _nextLook = FirstLook;

    /// <summary>A room of which nothing is known.</summary>
    /// <param name="size">Size of all frames and plates.</param>
    /// <param name="hintWidth">Width of the segmenter's hints.</param>
    /// <param name="hintHeight">Height of the segmenter's hints.</param>
    /// <param name="time">The clock that stamps the frames.</param>
    public RoomSense(FrameSize size, int hintWidth, int hintHeight, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _registration = new RoomRegistration(size);
        _veto = new PlateVeto(size);
        _hints = new RoomHints(size, hintWidth, hintHeight);
        _learner = new PlateLearner(size, time);
        _learnt = new Plate(size);
    }

    /// <summary>How the camera stands against the plate.</summary>
    public RoomVerdict Verdict => _registration.Verdict;

    /// <summary>How far the camera has moved; zones follow it.</summary>
    public RoomShift Shift => _registration.Shift;

    /// <summary>True when a plate is in use, captured or learnt.</summary>
    public bool KnowsRoom => _captured is not null || _learntInUse;

    /// <summary>Share of the picture that a learnt plate knows well enough to be used, 0..1; 1 with a captured plate.</summary>
    public double Known => _captured is not null ? 1 : _learntInUse ? (double)CountKnown(_learnt) / _learnt.Size.Pixels : 0;

    /// <summary>Uses a captured plate, or learns one when there is none. Forgets what was known before.</summary>
    /// <param name="captured">Stays the caller's, who leaves it unchanged until the next call; null to learn.</param>
    /// <exception cref="ShieldException">The plate has another size than the frames.</exception>
    public void Use(Plate? captured)
    {
        if (captured is not null && captured.Size != _learnt.Size)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"The stored picture of the empty room is {captured.Size} and the camera's is {_learnt.Size}: choose that size, or capture the room again.");
        }

        Forget();
        _captured = captured;
        if (captured is not null)
        {
            _registration.Use(captured);
        }
    }

    /// <summary>The streamer says that the camera stands right: with a captured plate it is looked for anew, a learnt one is learnt anew.</summary>
    public void Confirm()
    {
        if (_captured is null)
        {
            Forget();
        }
        else
        {
            _registration.Confirm();
        }
    }

    /// <summary>Finds the room in one frame and fills the room's part of the hints.</summary>
    /// <param name="frame">Stamped frame.</param>
    /// <param name="people">Where people were a moment ago; null when nobody knows.</param>
    /// <param name="bound">True when something of the settings (a zone) is bound to the camera's place, so that a moved camera must hide even without a captured plate.</param>
    /// <param name="hints">Receives the room.</param>
    /// <exception cref="ShieldException">The camera was moved.</exception>
    public void Look(Frame frame, Matte? people, bool bound, SegmenterHints hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        try
        {
            _view = _registration.Register(frame, people);
        }
        catch (ShieldException e) when (e.Reason == SlateReason.RoomMoved && _captured is null && !bound)
        {
            // Nothing was promised of this place: a new one is learnt.
            Forget();
            _view = _registration.Register(frame, people);
        }

        // A learnt plate is no hint: the model would believe it, hide what it holds, and so teach it its own mistakes.
        if (_captured is not null)
        {
            _hints.Fill(_view, hints);
        }
        else
        {
            hints.ForgetRoom();
        }
    }

    /// <summary>Lowers the alpha of what matches the room as found by <see cref="Look"/> in the same frame.</summary>
    /// <exception cref="ShieldException">The matte is of another frame (law 3).</exception>
    public void Hide(Frame frame, Matte fine)
    {
        if (KnowsRoom)
        {
            _veto.Apply(frame, _view, fine);
        }
    }

    /// <summary>Learns from what this frame hides, while there is no captured plate and the camera stands where it stood.</summary>
    /// <param name="frame">The frame of the last <see cref="Look"/>.</param>
    /// <param name="coarse">Its coarse matte, of everybody.</param>
    /// <param name="fine">Its final matte.</param>
    public void Learn(Frame frame, Matte coarse, Matte fine)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_captured is not null || (_learntInUse && !IsSure(frame.CapturedAt)))
        {
            return;
        }

        if (!_learntInUse || StandsStill())
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
        _learnt.Dispose();
    }

    /// <summary>Whether the learnt plate was found in the frame; one that is not found for long is forgotten.</summary>
    private bool IsSure(long now)
    {
        if (Verdict != RoomVerdict.Unsure)
        {
            _lastSure = now;
            return true;
        }

        if (_time.GetElapsedTime(_lastSure, now) > LongestUnsure)
        {
            Forget();
        }

        return false;
    }

    private bool StandsStill() => Shift.Distance(RoomShift.None(_learnt.Size)) < SamePlace;

    private void TakeLearntInTime(long now)
    {
        var waited = _time.GetElapsedTime(_learningSince ??= now, now);
        if (waited < _nextLook)
        {
            return;
        }

        _nextLook = waited + TimeSpan.FromTicks(Math.Clamp(waited.Ticks, FirstLook.Ticks, LongestWait.Ticks));
        _learner.Plate.CopyTo(_learnt);
        if (_learntInUse)
        {
            _registration.Improve(_learnt);
        }
        else if (CountKnown(_learnt) >= EnoughKnown * _learnt.Size.Pixels)
        {
            _registration.Use(_learnt);
            _learntInUse = true;
            _lastSure = now;
        }
    }

    private void Forget()
    {
        _captured = null;
        _registration.Forget();
        _learner.Forget();
        _learnt.Clear();
        _learntInUse = false;
        _learningSince = null;
        _nextLook = FirstLook;
    }

    private static int CountKnown(Plate plate)
    {
        const byte WellKnown = 64;
        var count = 0;
        foreach (var confidence in plate.Confidence)
        {
            count += confidence >= WellKnown ? 1 : 0;
        }

        return count;
    }
}
