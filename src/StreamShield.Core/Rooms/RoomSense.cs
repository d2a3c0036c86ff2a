using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Plates;
using StreamShield.Core.Registration;
using StreamShield.Core.Veto;

namespace StreamShield.Core.Rooms;

/// <summary>
/// All that the shield knows of the room: a captured plate, one that it captured by itself while nobody was in the picture, or one learnt from what ordinary frames show of the
/// background. Finds it in each frame, tells the segmenter, hides what matches it, mends it where the room has changed, and notices when the camera was moved. Owns its stages
/// and buffers; used from one thread; allocates nothing per frame while somebody is in the picture.
/// </summary>
public sealed class RoomSense : IDisposable
{
    /// <summary>A learnt plate is taken into use first after so long; then, as it changes less and less, after twice as long each time.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    /// <summary>Time between two looks at what was found wrong in a captured plate.</summary>
    private static readonly TimeSpan MendingWait = TimeSpan.FromSeconds(10);

    /// <summary>Share of the picture that a learnt plate must know before it is used.</summary>
    private const double EnoughKnown = 0.15;

    /// <summary>A learnt plate that says nothing of the frames for so long is of another place: a new one is learnt.</summary>
    private static readonly TimeSpan MaxUnsure = TimeSpan.FromSeconds(20);

    /// <summary>Learning goes on while the camera is off by less than this, in picture heights (a third of a pixel at 720).</summary>
    private const double SamePlace = 0.33 / 720;

    private readonly TimeProvider _time;
    private readonly RoomRegistration _registration;
    private readonly PlateVeto _veto;
    private readonly RoomHints _hints;
    private readonly PlateLearner _learner;
    private readonly SelfCapture _selfCapture;
    private readonly Plate _plate;
    private AlignedRoom _view;
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
        _selfCapture = new SelfCapture(size, time);
        _plate = new Plate(size);
    }

    /// <summary>Where the plate in use comes from.</summary>
    public PlateOrigin Origin { get; private set; }

    /// <summary>How often the shield captured the room by itself.</summary>
    public int SelfCaptures { get; private set; }

    /// <summary>The plate in use when the whole room was captured; null while there is none. Written between two frames: copy what is needed.</summary>
    public Plate? Captured => IsCaptured ? _plate : null;

    /// <summary>How the camera stands against the plate.</summary>
    public RoomVerdict Verdict => _registration.Verdict;

    /// <summary>How far the camera has moved; zones follow it.</summary>
    public RoomShift Shift => _registration.Shift;

    /// <summary>True when a plate is in use, captured or learnt.</summary>
    public bool KnowsRoom => Origin != PlateOrigin.None;

    /// <summary>Share of the picture that a learnt plate knows well enough to be used, 0..1; 1 with a captured plate.</summary>
    public double Known => IsCaptured ? 1 : KnowsRoom ? (double)CountKnown(_plate) / _plate.Size.Pixels : 0;

    private bool IsCaptured => Origin is PlateOrigin.Captured or PlateOrigin.SelfCaptured;

    /// <summary>Uses a captured plate, or learns one when there is none. Forgets what was known before.</summary>
    /// <param name="captured">Copied; null to learn.</param>
    /// <exception cref="ShieldException">The plate has another size than the frames.</exception>
    public void Use(Plate? captured)
    {
        if (captured is not null && captured.Size != _plate.Size)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"The stored picture of the empty room is {captured.Size} and the camera's is {_plate.Size}: choose that size, or capture the room again.");
        }

        Forget();
        if (captured is not null)
        {
            Adopt(captured, captured.Origin);
        }
    }

    /// <summary>The streamer says that the camera stands right: a plate that was captured for her is looked for anew, any other is learnt anew.</summary>
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

    /// <summary>Captures the room by itself when nobody is in the picture for a while; to be told of every frame between <see cref="Look"/> and <see cref="Hide"/>.</summary>
    /// <param name="frame">The frame of the last <see cref="Look"/>.</param>
    /// <param name="everybody">Everybody in it, as the model gave them.</param>
    public void WatchForEmptyRoom(Frame frame, Matte everybody)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(everybody);
        if (!_selfCapture.Step(frame, everybody) || (IsCaptured && !(Verdict == RoomVerdict.Steady && StandsStill())))
        {
            return;
        }

        SelfCaptures++;
        if (!IsCaptured)
        {
            Adopt(_selfCapture.Plate, PlateOrigin.SelfCaptured);
            return;
        }

        // What the new one does not know is as it was.
        Merge(_selfCapture.Plate, _plate);
        _learner.Begin(_plate);
        _registration.Improve(_plate);
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
        catch (ShieldException e) when (e.Reason == SlateReason.RoomMoved && Origin != PlateOrigin.Captured && !bound)
        {
            // Nothing was promised of this place: a new one is learnt.
            Forget();
            _view = _registration.Register(frame, people);
        }

        // A learnt plate is no hint: the model would believe it, hide what it holds, and so teach it its own mistakes.
        if (IsCaptured)
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

    /// <summary>Learns from what this frame hides, while the camera stands where it stood.</summary>
    /// <param name="frame">The frame of the last <see cref="Look"/>.</param>
    /// <param name="coarse">Its coarse matte, of everybody.</param>
    /// <param name="fine">Its final matte.</param>
    public void Learn(Frame frame, Matte coarse, Matte fine)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (KnowsRoom && !IsSure(frame.CapturedAt))
        {
            return;
        }

        if (!KnowsRoom || StandsStill())
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
        _plate.Dispose();
    }

    /// <summary>Whether the plate was found in the frame; a learnt one that is not found for long is forgotten.</summary>
    private bool IsSure(long now)
    {
        if (Verdict != RoomVerdict.Unsure)
        {
            _lastSure = now;
            return true;
        }

        if (Origin == PlateOrigin.Learnt && _time.GetElapsedTime(_lastSure, now) > MaxUnsure)
        {
            Forget();
        }

        return false;
    }

    private void Adopt(Plate plate, PlateOrigin origin)
    {
        plate.CopyTo(_plate);
        _learner.Begin(_plate);
        _registration.Use(_plate);
        (Origin, _learningSince, _nextLook) = (origin, null, MendingWait);
    }

    /// <summary>Takes over what one plate knows.</summary>
    private static void Merge(Plate from, Plate into)
    {
        var pixels = into.Pixels;
        var confidence = into.Confidence;
        for (var i = 0; i < confidence.Length; i++)
        {
            if (from.Confidence[i] > 0)
            {
                confidence[i] = from.Confidence[i];
                from.Pixels.Slice(i * 3, 3).CopyTo(pixels[(i * 3)..]);
            }
        }

        into.MarkChanged();
    }

    private bool StandsStill() => Shift.Distance(RoomShift.None(_plate.Size)) < SamePlace;

    private void TakeLearntInTime(long now)
    {
        var waited = _time.GetElapsedTime(_learningSince ??= now, now);
        if (waited < _nextLook)
        {
            return;
        }

        if (IsCaptured)
        {
            _nextLook = waited + MendingWait;
            if (_learner.HasCorrected)
            {
                _learner.HasCorrected = false;
                _learner.Plate.CopyTo(_plate);
                _registration.Improve(_plate);
            }

            return;
        }

        _nextLook = waited + TimeSpan.FromTicks(Math.Clamp(waited.Ticks, FirstLook.Ticks, MaxWait.Ticks));
        _learner.Plate.CopyTo(_plate);
        if (KnowsRoom)
        {
            _registration.Improve(_plate);
        }
        else if (CountKnown(_plate) >= EnoughKnown * _plate.Size.Pixels)
        {
            _registration.Use(_plate);
            Origin = PlateOrigin.Learnt;
            _lastSure = now;
        }
    }

    private void Forget()
    {
        Origin = PlateOrigin.None;
        _registration.Forget();
        _learner.Forget();
        _selfCapture.Restart();
        _plate.Clear();
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
