using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Registration;

/// <summary>Finds the known room in every frame, and its lighting. Tracks small movements of the camera to a fraction of a pixel, fits the lighting
/// to what it recognises as the room, and detects that the camera was moved. It then throws for every frame, which hides everything, until <see
/// cref="Confirm"/> or a new plate. Owns its buffers; borrows the plate. Not thread-safe; does not allocate per frame.</summary>
public sealed class RoomRegistration : IDisposable
{
    /// <summary>Largest number of iterations while tracking, and after a jump.</summary>
    private const int FollowSteps = 3;
    private const int JumpSteps = 10;

    /// <summary>The plate is warped again when its farthest corner is off by this much, in picture heights (an eighth of a pixel at 720).</summary>
    private const double Hysteresis = 0.125 / 720;

    private readonly AnchorSet _anchors;
    private readonly ShiftFit _fit;
    private readonly WideSearch _wide;
    private readonly LightFit _light;
    private readonly TimeProvider _time;
    private readonly RoomWatch _watch = new();
    private readonly bool[] _recognised = new bool[AnchorSet.Max];
    private readonly Plate _moved;
    private readonly Plate _unknown;
    private Plate? _plate;
    private int _staleRows;
    private int _nextRow;
    private RoomShift _shown;
    private long? _lastFrame;

    /// <summary>Creates a registration for frames of one size, without a plate.</summary>
    /// <param name="size">Size of all frames and plates.</param>
    /// <param name="time">The clock that stamps the frames.</param>
    public RoomRegistration(FrameSize size, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Size = size;
        _time = time;
        _anchors = new AnchorSet(size);
        _fit = new ShiftFit(size);
        _wide = new WideSearch(size);
        _light = new LightFit(size);
        _moved = new Plate(size);
        _unknown = new Plate(size);
        Shift = _shown = RoomShift.None(size);
    }

    /// <summary>Size of all frames and plates.</summary>
    public FrameSize Size { get; }

    /// <summary>The verdict on the last frame.</summary>
    public RoomVerdict Verdict => _watch.Verdict;

    /// <summary>True while the last frame that showed enough was not the room. The verdict waits for half a second of such frames.</summary>
    public bool IsAway => _watch.IsAway;

    /// <inheritdoc cref="RoomWatch.MayBeAway"/>
    public bool MayBeAway => _watch.MayBeAway;

    /// <summary>False while the anchors of a new plate are chosen: until then another room cannot be told from this one.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Movement of the camera relative to the plate, as of the last frame that showed the room. Zones follow it.</summary>
    public RoomShift Shift { get; private set; }

    /// <summary>Uses a new plate and clears a "moved" verdict.</summary>
    /// <param name="plate">Owned by the caller, who must keep it unchanged until the next call.</param>
    /// <param name="atOnce">True to be ready for the next frame, which takes about ten milliseconds; false to get ready over the next nine
    /// frames.</param>
    /// <exception cref="ArgumentException">The plate has another size.</exception>
    public void Use(Plate plate, bool atOnce = true)
    {
        Adopt(plate);
        _anchors.Clear();
        _wide.Clear();
        IsReady = false;
        if (atOnce)
        {
            RefreshAll();
        }

        Confirm();
    }

    /// <summary>Uses a better plate of the same room: shift and verdict are kept, and its anchors are chosen anew over the next nine frames.</summary>
    /// <param name="plate">Owned by the caller, who must keep it unchanged until the next call.</param>
    /// <exception cref="ArgumentException">The plate has another size.</exception>
    public void Improve(Plate plate)
    {
        Adopt(plate);
        _shown = RoomShift.None(Size);
    }

    /// <summary>Uses the plate as the last frame showed it: the camera's place in that frame becomes the plate's own. Takes about ten milliseconds: anchors
    /// of both places, side by side, would put the zones elsewhere.</summary>
    /// <param name="plate">A copy of that frame's plate. Owned by the caller, who must keep it unchanged until the next call.</param>
    /// <exception cref="ArgumentException">The plate has another size.</exception>
    public void UseMoved(Plate plate)
    {
        Improve(plate);
        RefreshAll();
        Shift = RoomShift.None(Size);
    }

    /// <summary>Removes the plate.</summary>
    public void Forget()
    {
        _plate = null;
        Confirm();
    }

    /// <summary>Clears "moved" and searches for the room again, because the streamer says that the room is right. When it is not found, "moved"
    /// returns within a second.</summary>
    public void Confirm()
    {
        _watch.Reset();
        Shift = _shown = RoomShift.None(Size);
    }

    /// <summary>Finds the room in one frame.</summary>
    /// <param name="frame">A stamped frame of this size. Read during the call only.</param>
    /// <param name="people">Where people were a moment ago, such as the coarse matte of the previous frame, at any size; null when unknown. Helps to
    /// tell a covered room from another room.</param>
    /// <returns>The room as it should look in this frame, valid until the next call. When the frame shows too little of the room, all its confidences
    /// are 0.</returns>
    /// <exception cref="ShieldException">The camera was moved.</exception>
    public AlignedRoom Register(Frame frame, Matte? people = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Size != Size || frame.Id == 0)
        {
            throw new ArgumentException($"A {frame.Size} frame with id {frame.Id} cannot be compared with a {Size} room.", nameof(frame));
        }

        var passed = _lastFrame is { } last ? _time.GetElapsedTime(last, frame.CapturedAt) : TimeSpan.Zero;
        _lastFrame = frame.CapturedAt;
        if (_plate is null)
        {
            return new AlignedRoom(frame.Id, _unknown, Light.Same);
        }

        if (_staleRows > 0)
        {
            RefreshRow();
        }

        if (Verdict != RoomVerdict.Moved)
        {
            var count = Locate(frame, people);

            // While the anchors of a new plate are chosen, the room cannot be searched for far away yet.
            _watch.Judge(count, Shift, Size, IsReady ? passed : TimeSpan.Zero);
        }

        return Verdict switch
        {
            RoomVerdict.Moved => throw Moved(_watch.Reason),
            RoomVerdict.Unsure => new AlignedRoom(frame.Id, _unknown, Light.Same),
            _ => Show(frame),
        };
    }

    /// <summary>The exception that hides everything until the streamer acts.</summary>
    /// <param name="reason">What the camera did, in one sentence.</param>
    public static ShieldException Moved(string reason) => new(SlateReason.RoomMoved, $"{reason} Move it back and confirm, or capture the empty room again.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _anchors.Dispose();
        _wide.Dispose();
        _moved.Dispose();
        _unknown.Dispose();
    }

    private void Adopt(Plate plate)
    {
        ArgumentNullException.ThrowIfNull(plate);
        if (plate.Size != Size)
        {
            throw new ArgumentException($"A {plate.Size} plate does not fit {Size} frames.", nameof(plate));
        }

        (_plate, _staleRows) = (plate, AnchorSet.Rows);
    }

    private void RefreshAll()
    {
        while (_staleRows > 0)
        {
            RefreshRow();
        }
    }

    /// <summary>Chooses one row of anchors anew. The rows take turns, so that all get theirs however often the plate changes.</summary>
    private void RefreshRow()
    {
        _anchors.Choose(_plate!, _nextRow);
        _fit.Restart();
        _nextRow = (_nextRow + 1) % AnchorSet.Rows;
        if (--_staleRows == 0)
        {
            _wide.Choose(_plate!, _anchors.Anchors);
            IsReady = true;
        }
    }

    private RoomCount Locate(Frame frame, Matte? people)
    {
        var shift = _fit.Follow(frame, _anchors, Shift, FollowSteps);
        var count = Count(people, shift);
        if (RoomWatch.IsLost(count) && _wide.Find(frame) is { } found)
        {
            shift = _fit.Follow(frame, _anchors, found, JumpSteps);
            count = Count(people, shift);
        }

        if (RoomWatch.IsShown(count))
        {
            Shift = shift;
        }

        return count;
    }

    private RoomCount Count(Matte? people, RoomShift shift)
    {
        var (open, recognised) = (0, 0);
        for (var k = 0; k < _recognised.Length; k++)
        {
            _recognised[k] = _fit.IsRecognised(_anchors, k);
            var anchor = _anchors.Anchors[k];
            if (anchor.IsFirm && (_recognised[k] || (_fit.Readings[k].Seen && !IsCovered(people, shift, anchor))))
            {
                open++;
                recognised += _recognised[k] ? 1 : 0;
            }
        }

        return new RoomCount(open, recognised);
    }

    /// <summary>True when a person stood at the centre or a corner of the anchor.</summary>
    private bool IsCovered(Matte? people, RoomShift shift, Anchor anchor)
    {
        if (people is null)
        {
            return false;
        }

        var (left, top) = _anchors.Corner(anchor, shift);
        ReadOnlySpan<(double X, double Y)> places = [(0.5, 0.5), (0, 0), (1, 0), (0, 1), (1, 1)];
        foreach (var place in places)
        {
            var x = Math.Clamp((int)((left + (place.X * _anchors.Side)) * people.Width / Size.Width), 0, people.Width - 1);
            var y = Math.Clamp((int)((top + (place.Y * _anchors.Side)) * people.Height / Size.Height), 0, people.Height - 1);
            if (people.Alpha[(y * people.Width) + x] > 127)
            {
                return true;
            }
        }

        return false;
    }

    private AlignedRoom Show(Frame frame)
    {
        var none = RoomShift.None(Size);
        if (Shift.Distance(_shown) > Hysteresis)
        {
            _shown = Shift.Distance(none) > Hysteresis ? Shift : none;
            if (_shown != none)
            {
                PlateWarp.Warp(_plate!, _shown, _moved);
            }
        }

        var plate = _shown == none ? _plate! : _moved;
        return new AlignedRoom(frame.Id, plate, _light.Fit(frame, plate, _anchors, _shown, _recognised));
    }
}
