using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>Reduces a matte of everybody to the streamer. Works on the coarse matte, before refining, and shows nothing that this frame's model does
/// not see (law 4). It is a state machine over bodies. The streamer is chosen at the start (the largest and most central person; at once when there
/// is no rival) or by <see cref="Pick"/>, and then tracked by place and motion. Whoever appears apart from the streamer is somebody else. What never
/// moved is furniture and takes no pixels from the streamer. Where the streamer touches somebody, each pixel goes to its previous owner (<see
/// cref="TouchSplit"/>) or to whom a following model gives it; the streamer's pixels return when the other person is gone. After the streamer has
/// left, nobody is shown until somebody with the streamer's colours comes in, or until a pick. What the streamer holds, or a pet on the lap, is
/// connected to the streamer and stays. Used by the shield thread only. Owns its buffers; allocates only on construction.</summary>
public sealed class StreamerSelector : IDisposable
{
    /// <summary>Seconds after which a streamer who never moved is replaced by somebody who does: a poster was taken for the streamer.</summary>
    private const double StillSeconds = 4;

    /// <summary>Seconds without a frame after which a place tells nothing: somebody else may be there, also where the streamer was or where
    /// somebody clicked.</summary>
    private const double MaxGap = 1.5;

    /// <summary>How fast colours are learnt: share per update, and seconds between two updates.</summary>
    private const float Pace = 0.08f;
    private const double LearnSeconds = 0.13;

    private readonly int _width;
    private readonly int _height;
    private readonly BodyMap _people;
    private readonly StreamerSearch _search;
    private readonly StreamerSeparation _separation;
    private StreamerState _state;
    private ZonePoint? _pick;
    private bool _picked;
    private bool _isNew;
    private double _passed;
    private double _unlearnt;
    private double _withheld;

    /// <summary>Creates a selector that has seen nobody.</summary>
    /// <param name="width">Width of the coarse mattes, at least 32.</param>
    /// <param name="height">Height of the coarse mattes.</param>
    public StreamerSelector(int width, int height)
    {
        (_width, _height) = (width, height);
        _people = new BodyMap(width, height);
        _search = new StreamerSearch(_people, width, height);
        _separation = new StreamerSeparation(_people, _search);
    }

    /// <summary>Where everybody was in the last frames.</summary>
    internal BodyMap People => _people;

    /// <summary>The result of the last frame.</summary>
    public StreamerStatus Status { get; private set; }

    /// <summary>Makes whoever is at this place in the next frame the streamer. Nothing changes when nobody is there, or when it comes late.
    /// Not thread-safe.</summary>
    public void Pick(ZonePoint place) => _pick = place;

    /// <summary>Who was followed; null for nobody.</summary>
    internal StreamerMemory? Memory =>
        _state == StreamerState.Searching || _people.OwnLooks.IsEmpty ? null
        : new StreamerMemory(_people.OwnLooks.Copy(), (double)_search.LastSeen / _width, IsFollowing ? (Status.Left, Status.Top, Status.Left + Status.Width, Status.Top + Status.Height) : null);

    /// <summary>Waits for a streamer whom another selector followed, and shows nobody else.</summary>
    internal void Recall(StreamerMemory memory)
    {
        Forget();
        _people.OwnLooks.Restore(memory.Colours);
        _search.LastSeen = (int)(memory.LastSeen * _width);
        _state = StreamerState.Lost;
        _people.Own.IsThere = true;
        if (memory.Place is { } place)
        {
            _people.Own.StandAt(new PixelArea((int)(place.Left * _width), (int)(place.Top * _height), (int)(place.Right * _width), (int)(place.Bottom * _height)));
        }
    }

    /// <summary>Starts a new search for the streamer with the next frame.</summary>
    public void Forget()
    {
        _people.ForgetAll();
        _people.ForgetMotion();
        _search.Restart();
        (_state, _picked, _pick, _withheld) = (StreamerState.Searching, false, null, 0);
    }

    /// <summary>Hides everybody except the streamer.</summary>
    /// <param name="streamer">The streamer's coarse matte of this frame, stamped, from a model that follows the streamer. All other pixels are set to
    /// 0. Pixels that the model dropped return when they were the streamer's and <paramref name="everybody"/> has them.</param>
    /// <param name="everybody">Everybody's matte of this frame; the same object when the model does not follow the streamer.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <param name="passed">Time since the last frame.</param>
    /// <param name="hadPrior">False when the model had no prior: its streamer's matte then has everybody.</param>
    /// <exception cref="ShieldException">A matte has no frame id or another frame's (law 3), or a size differs.</exception>
    public void Select(Matte streamer, Matte everybody, ReadOnlySpan<byte> small, TimeSpan passed, bool hadPrior = true)
    {
        ArgumentNullException.ThrowIfNull(streamer);
        ArgumentNullException.ThrowIfNull(everybody);
        if (streamer.FrameId == 0 || streamer.Width != _width || streamer.Height != _height || small.Length != _width * _height * 3
            || everybody.FrameId != streamer.FrameId || everybody.Alpha.Length != streamer.Alpha.Length)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"A {streamer.Width}x{streamer.Height} matte of frame {streamer.FrameId} with {small.Length} bytes of picture does not fit a selector of {_width}x{_height}.");
        }

        _passed = passed.TotalSeconds >= MaxGap ? Body.Memory : Math.Max(0, passed.TotalSeconds);
        _people.Read(everybody.Alpha, small, _passed);
        _isNew = !hadPrior;
        if (IsFollowing && _passed >= MaxGap)
        {
            BeginSearch();
        }

        Decide(isFollowed: streamer != everybody);

        // The model followed whoever was the streamer in the previous frame, if it had one, so its matte is of no use right after a change.
        _people.Settle(streamer == everybody || _isNew || !IsFollowing ? [] : streamer.Alpha);
        Judge();
        if (IsFollowing)
        {
            _people.Hide(streamer.Alpha, everybody.Alpha);
        }
        else
        {
            streamer.Alpha.Clear();
        }

        Report();
    }

    /// <inheritdoc/>
    public void Dispose() => _people.Dispose();

    /// <summary>True while the streamer is known.</summary>
    internal bool IsFollowing => _state is StreamerState.Following or StreamerState.Doubtful;

    private void Decide(bool isFollowed)
    {
        var pick = _passed < MaxGap ? _pick : null;
        _pick = null;
        if (pick is { } place && _search.TryPick(place, out var isTracked))
        {
            (_picked, _isNew, _state) = (true, true, StreamerState.Following);
            if (isTracked)
            {
                Follow();
            }
        }
        else if (IsFollowing)
        {
            Follow();
        }
        else if (_state == StreamerState.Lost ? _search.Recognise(_passed) : _search.Find(_passed, isFollowed))
        {
            (_isNew, _state) = (true, StreamerState.Following);
        }
    }

    private void Follow()
    {
        if (!_picked && _people.Own is { HasMoved: false, Age: > StillSeconds } && Rival() is { } rival)
        {
            _people.Swap(rival);
            _isNew = true;
        }

        var head = _people.Own.Area;
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref var part = ref _people.Parts[i];
            var isHers = part.Own * 10 >= part.Area;
            if (part.Others != 0)
            {
                part.Owner = isHers ? (byte)(BodyMap.OwnBit | part.Others) : _people.Largest(i)!.Bit;
            }
            else if (isHers || part.Grown * 2 <= part.Area || _search.IsBelow(part, head))
            {
                part.Owner = BodyMap.OwnBit;
            }
            else
            {
                _search.GiveAway(ref part);
            }
        }

        _isNew |= _separation.Step(_passed);
    }

    /// <summary>Somebody else who has moved, has been tracked for a second and is more than half as large as the streamer; null for none.</summary>
    private Body? Rival()
    {
        foreach (var other in _people.Others)
        {
            if (other is { HasMoved: true, Age: > 2 * Body.HalfASecond } && other.Pixels * 2 > _people.Own.Pixels)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Updates the state from the labels and learns the streamer's colours.</summary>
    private void Judge()
    {
        Retire();
        var (withheld, largest) = (-_people.Own.Pixels, 0);
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref readonly var part = ref _people.Parts[i];
            withheld += (part.Owner & BodyMap.OwnBit) != 0 ? part.Area : 0;
            largest = Math.Max(largest, _people.Largest(i) is { HasMoved: false, Age: > Body.HalfASecond } ? 0 : part.Area);
        }

        var isLess = IsFollowing ? withheld * 12 > _people.Own.Pixels : largest >= _width * _height / 100;
        if (IsFollowing && _people.Own.Pixels < _width * _height / 1200)
        {
            isLess = false;
            BeginSearch();
        }
        else if (IsFollowing)
        {
            _state = withheld > 0 ? StreamerState.Doubtful : StreamerState.Following;
            _search.LastSeen = (_people.Own.Area.Left + _people.Own.Area.Right) / 2;
            _unlearnt += _passed;
            if (_people.OwnLooks.IsEmpty || _unlearnt >= LearnSeconds)
            {
                _people.Learn(Pace);
                _unlearnt = 0;
            }
        }

        _withheld = isLess ? _withheld + _passed : 0;
    }

    private void BeginSearch()
    {
        _state = StreamerState.Lost;
        _search.Restart();
    }

    /// <summary>Resets bodies that are gone.</summary>
    private void Retire()
    {
        foreach (var other in _people.Others)
        {
            other.Unseen = other.IsThere && other.Pixels < Math.Max(12, other.ApartPixels / 7) ? other.Unseen + _passed : 0;
            if (other.Unseen > Body.Memory)
            {
                other.Forget();
            }
        }
    }

    private void Report()
    {
        var area = IsFollowing ? _people.Own.Area : default;
        var others = 0;
        foreach (var other in _people.Others)
        {
            others += other is { HasMoved: true, Pixels: > 0 } ? 1 : 0;
        }

        Status = new StreamerStatus(_state, (double)area.Left / _width, (double)area.Top / _height, (double)area.Width / _width, (double)area.Height / _height)
        {
            Others = others,
            Withheld = _withheld > Body.HalfASecond,
        };
    }
}
