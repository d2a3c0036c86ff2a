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
    /// <summary>Colour similarity needed to recognise a returning streamer at the place where the streamer left. Elsewhere more is needed: many
    /// people wear white.</summary>
    private const float KnownAgain = 0.6f;
    private const float KnownElsewhere = 0.8f;

    /// <summary>Below this similarity, somebody is certainly not the streamer.</summary>
    private const float Stranger = 0.35f;

    /// <summary>The similarity needed for a tracked other person who returns at another place: it may have been the streamer, of whom only an arm was
    /// visible.</summary>
    private const float KnownOther = 0.9f;

    /// <summary>Seconds for which one of several people must be the best choice at the start.</summary>
    private const double StableSeconds = 0.13;

    /// <summary>The narrowest thing beside the streamer's head that may be another head, as a share of it: a raised hand is narrower.</summary>
    private const double HeadShare = 0.5;

    /// <summary>Seconds after which a streamer who never moved is replaced by somebody who does: a poster was taken for the streamer.</summary>
    private const double StillSeconds = 4;

    /// <summary>How fast colours are learnt: share per update, and seconds between two updates.</summary>
    private const float Pace = 0.08f;
    private const double LearnSeconds = 0.13;

    /// <summary>Seconds for which somebody who was in the picture may still appear from behind the streamer.</summary>
    private const double Company = 3;

    private readonly int _width;
    private readonly int _height;
    private readonly BodyMap _people;
    private StreamerState _state;
    private ZonePoint? _pick;
    private bool _picked;
    private bool _isNew;
    private int _candidate;
    private double _passed;
    private double _stable;
    private double _unlearnt;
    private double _alone = Company;
    private double _withheld;
    private bool _wasSomebodyThere;
    private bool _cameBack;
    private double _split;
    private int _lastSeen;

    /// <summary>Creates a selector that has seen nobody.</summary>
    /// <param name="width">Width of the coarse mattes, at least 64.</param>
    /// <param name="height">Height of the coarse mattes.</param>
    public StreamerSelector(int width, int height)
    {
        (_width, _height) = (width, height);
        _people = new BodyMap(width, height);
    }

    /// <summary>The result of the last frame.</summary>
    public StreamerStatus Status { get; private set; }

    /// <summary>Makes whoever is at this place in the next frame the streamer. Nothing changes when nobody is there. Not thread-safe.</summary>
    public void Pick(ZonePoint place) => _pick = place;

    /// <summary>Starts a new search for the streamer with the next frame.</summary>
    public void Forget()
    {
        _people.ForgetAll();
        (_state, _picked, _pick) = (StreamerState.Searching, false, null);
    }

    /// <summary>Hides everybody except the streamer.</summary>
    /// <param name="streamer">The streamer's coarse matte of this frame, stamped, from a model that follows the streamer. All other pixels are set to
    /// 0. Pixels that the model dropped return when they were the streamer's and <paramref name="everybody"/> has them.</param>
    /// <param name="everybody">Everybody's matte of this frame; the same object when the model does not follow the streamer.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <param name="passed">Time since the last frame.</param>
    /// <exception cref="ShieldException">A matte has no frame id or another frame's (law 3), or a size differs.</exception>
    public void Select(Matte streamer, Matte everybody, ReadOnlySpan<byte> small, TimeSpan passed)
    {
        ArgumentNullException.ThrowIfNull(streamer);
        ArgumentNullException.ThrowIfNull(everybody);
        if (streamer.FrameId == 0 || streamer.Width != _width || streamer.Height != _height || small.Length != _width * _height * 3
            || everybody.FrameId != streamer.FrameId || everybody.Alpha.Length != streamer.Alpha.Length)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"A {streamer.Width}x{streamer.Height} matte of frame {streamer.FrameId} with {small.Length} bytes of picture does not fit a selector of {_width}x{_height}.");
        }

        _passed = Math.Clamp(passed.TotalSeconds, 0, Body.Memory);
        _people.Read(everybody.Alpha, small, _passed);
        _isNew = false;
        Decide();

        // The model followed whoever was the streamer in the previous frame, so its matte is of no use right after a change.
        var withheld = _people.Settle(streamer == everybody || _isNew || !IsFollowing ? [] : streamer.Alpha);
        Judge(withheld);
        _people.Hide(streamer.Alpha, everybody.Alpha);
        Report();
    }

    /// <inheritdoc/>
    public void Dispose() => _people.Dispose();

    private bool IsFollowing => _state is StreamerState.Following or StreamerState.Doubtful;

    private void Decide()
    {
        var pick = _pick;
        _pick = null;
        if (pick is { } place && Choose(place))
        {
            return;
        }

        switch (_state)
        {
            case StreamerState.Following or StreamerState.Doubtful:
                Follow();
                break;
            case StreamerState.Lost:
                Recognise();
                break;
            default:
                Search();
                break;
        }
    }

    /// <summary>Makes whoever is at this place the streamer: a person known to touch the streamer; or the whole part, with everything that was taken
    /// from the streamer; or one of several heads rising from it.</summary>
    /// <returns>False when nobody is there.</returns>
    private bool Choose(ZonePoint place)
    {
        var pixel = ((int)Math.Clamp(place.Y * _height, 0, _height - 1) * _width) + (int)Math.Clamp(place.X * _width, 0, _width - 1);
        var number = _people.PartAt(pixel);
        if (number < 0)
        {
            return false;
        }

        (_picked, _isNew) = (true, true);
        var body = _people.Parts[number].Own > 0 ? _people.BodyAt(number, pixel) : null;
        if (body is { HasMoved: true } && body != _people.Own && body.Pixels * 2 > body.ApartPixels)
        {
            _people.Swap(body);
            _state = StreamerState.Following;
            Follow();
            return true;
        }

        Take(number);
        CutBetweenHeads(number, pixel % _width, isSure: true);
        return true;
    }

    /// <summary>Leaves the streamer one head of a part and what is below it.</summary>
    /// <param name="number">The streamer's part.</param>
    /// <param name="column">A column of that head.</param>
    /// <param name="isSure">False if nobody clicked: what rises beside the head must then be broader than an arm.</param>
    private void CutBetweenHeads(int number, int column, bool isSure)
    {
        var frame = _people.Parts[number].Frame;
        Span<int> tops = stackalloc int[frame.Width];
        _people.FindTops(number, tops);
        var (from, to) = HeadColumns.Find(tops, Math.Clamp(column - frame.Left, 0, frame.Width - 1), frame.Height, isSure ? 0 : HeadShare);
        if (from > 0 || to < frame.Width)
        {
            _people.Cut(number, frame.Left + from, frame.Left + to);
        }
    }

    /// <summary>Makes this part the streamer and all others somebody else.</summary>
    private void Take(int number)
    {
        _people.ForgetAll();
        (_people.Own.IsThere, _isNew, _state) = (true, true, StreamerState.Following);
        var frame = _people.Parts[number].Frame;
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref var part = ref _people.Parts[i];
            if (i == number || IsBelow(part, frame))
            {
                part.Owner = BodyMap.OwnBit;
            }
            else
            {
                GiveAway(ref part);
            }
        }
    }

    /// <summary>True when a part lies just below the head of a body: a torso that the model sees as separate.</summary>
    private bool IsBelow(in Component part, PixelArea head)
    {
        var middle = (head.Left + head.Right) / 2;
        return part.Frame.Left <= middle && part.Frame.Right > middle && part.Frame.Top > head.Top && part.Frame.Top - head.Bottom < _height / 10;
    }

    /// <summary>Gives a part that appeared apart from the streamer to a newcomer.</summary>
    private void GiveAway(ref Component part)
    {
        part.Owner = part.Area >= _width * _height / 400 ? _people.Newcomer().Bit : (byte)0;
    }

    /// <summary>Searches for the largest and most central person.</summary>
    private void Search()
    {
        var (best, first, second) = (-1, 0.0, 0.0);
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            var part = _people.Parts[i];
            var score = part.Area < _width * _height / 50 ? 0 : Score(part);
            (best, first, second) = score > first ? (i, score, first) : (best, first, Math.Max(second, score));
        }

        if (best < 0)
        {
            _stable = 0;
            return;
        }

        var middle = Middle(_people.Parts[best]);
        _stable = Math.Abs(middle - _candidate) < _width / 10 ? _stable + _passed : 0;
        _candidate = middle;
        if (second * 2 < first || _stable >= StableSeconds)
        {
            Take(best);
            CutBetweenHeads(best, _width / 2, isSure: false);
        }
    }

    private static int Middle(in Component part) => (part.Frame.Left + part.Frame.Right) / 2;

    /// <summary>Searches for the streamer among the people in the picture by colours, both where the streamer was and elsewhere. Tracked other people
    /// stay what they are; undecided ones have no owner yet.</summary>
    private void Recognise()
    {
        var (best, surplus) = (-1, 0f);
        var isSomebodyThere = false;
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref var part = ref _people.Parts[i];
            var known = _people.Largest(i);
            part.Owner = known?.Bit ?? 0;
            if (part.Area < _width * _height / 100 || known is { HasMoved: false, Age: > Body.HalfASecond })
            {
                continue;
            }

            // What counts is where the first of them came in, wherever they move afterwards.
            _cameBack = _wasSomebodyThere || isSomebodyThere ? _cameBack : Math.Abs(Middle(part) - _lastSeen) < _width / 4;
            isSomebodyThere = true;
            var same = _people.Match(i);
            if (known is null && same < Stranger && !_cameBack)
            {
                GiveAway(ref part);
            }

            // A part where the streamer was a moment ago, with fairly similar colours, is the streamer.
            same += known is null && part.Own * 3 > part.Area && same >= Stranger ? 1 : 0;
            same -= (isOther: known is not null, _cameBack) switch
            {
                (false, true) => KnownAgain,
                (true, false) => KnownOther,
                _ => KnownElsewhere,
            };
            (best, surplus) = same > surplus ? (i, same) : (best, surplus);
        }

        _wasSomebodyThere = isSomebodyThere;
        _stable = best < 0 ? 0 : _stable + _passed;
        if (best >= 0 && (_stable >= StableSeconds || surplus > 1 - KnownAgain))
        {
            _people.Largest(best)?.Forget();
            _people.Parts[best].Owner = BodyMap.OwnBit;
            (_state, _isNew) = (StreamerState.Following, true);
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
            var isHers = part.Own > 0 && part.Own * 10 >= part.Area;
            if (part.Others != 0)
            {
                part.Owner = isHers ? (byte)(BodyMap.OwnBit | part.Others) : _people.Largest(i)!.Bit;
            }
            else if (isHers || part.Grown * 2 <= part.Area || IsBelow(part, head))
            {
                part.Owner = BodyMap.OwnBit;

                // Somebody appears from behind the streamer, or enters at the edge of the picture.
                if (part.Grown > Math.Max(40, part.Area / 25) && (_alone < Company || part.GrownFromEdge) && !IsBelow(part, head))
                {
                    _people.GiveGrown(i);
                }
            }
            else
            {
                GiveAway(ref part);
            }
        }

        PartCompany();
    }

    /// <summary>Separates two bodies that stand side by side and both count as the streamer, because they touched when the streamer was chosen or a
    /// piece of the room connected them. The largest and most central one stays the streamer.</summary>
    private void PartCompany()
    {
        var (best, max, rival) = (-1, 0.0, -1);
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref readonly var part = ref _people.Parts[i];
            if (part.Owner == BodyMap.OwnBit && Score(part) > max)
            {
                (best, max) = (i, Score(part));
            }
        }

        for (var i = 0; i < _people.Parts.Length && best >= 0; i++)
        {
            ref readonly var part = ref _people.Parts[i];
            rival = i != best && part.Owner == BodyMap.OwnBit && IsBeside(part, _people.Parts[best]) ? i : rival;
        }

        _split = rival < 0 ? 0 : _split + _passed;
        if (_split > 2 * StableSeconds)
        {
            _people.GiveWhole(rival);
            _split = 0;
        }
    }

    /// <summary>True when a part is about as large and as high as another body and stands beside it. It is then neither an arm nor a torso under a
    /// head.</summary>
    private static bool IsBeside(in Component part, in Component body) =>
        part.Area * 3 > body.Area && part.Frame.Height * 2 > body.Frame.Height
        && Math.Min(part.Frame.Right, body.Frame.Right) - Math.Max(part.Frame.Left, body.Frame.Left) < Math.Min(part.Frame.Width, body.Frame.Width) / 3;

    private double Score(in Component part) => part.Area * (1 - Math.Abs((Middle(part) / (double)_width) - 0.5));

    /// <summary>Another body that moves, stands apart and is about as large as the streamer; null for none.</summary>
    private Body? Rival()
    {
        foreach (var other in _people.Others)
        {
            if (other is { IsThere: true, HasMoved: true, Age: > 2 * Body.HalfASecond } && other.Pixels * 2 > _people.Own.Pixels)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Updates the state from the labels and learns the streamer's colours.</summary>
    private void Judge(int withheld)
    {
        _alone = Math.Min(_alone + _passed, Company);
        _alone = Retire() ? 0 : _alone;
        var isLess = !IsFollowing && IsSomebodyThere();
        if (IsFollowing && _people.Own.Pixels < _width * _height / 1200)
        {
            (_state, _stable, _wasSomebodyThere) = (StreamerState.Lost, 0, false);
            _people.HideOwn();
        }
        else if (IsFollowing)
        {
            _state = withheld > 0 ? StreamerState.Doubtful : StreamerState.Following;
            _lastSeen = (_people.Own.Area.Left + _people.Own.Area.Right) / 2;
            isLess = withheld * 12 > _people.Own.Pixels;
            _unlearnt += _passed;
            if (_state == StreamerState.Following && _unlearnt >= LearnSeconds)
            {
                _people.Learn(Pace);
                _unlearnt = 0;
            }
        }

        _withheld = isLess ? _withheld + _passed : 0;
    }

    private bool IsSomebodyThere()
    {
        foreach (ref readonly var part in _people.Parts)
        {
            if (part.Area >= _width * _height / 100)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Resets bodies that are gone. What was taken for somebody when the streamer's part grew becomes the streamer's again.</summary>
    /// <returns>True when other people remain, furniture not counted.</returns>
    private bool Retire()
    {
        var left = false;
        foreach (var other in _people.Others)
        {
            if (!other.IsThere)
            {
                continue;
            }

            other.Unseen = other.Pixels < Math.Max(12, other.ApartPixels / 7) ? other.Unseen + _passed : 0;
            if (other.IsImagined)
            {
                _people.Own.Absorb(other);
            }
            else if (other.Unseen > Body.Memory)
            {
                other.Forget();
            }

            left |= other is { IsThere: true, HasMoved: true };
        }

        return left;
    }

    private void Report()
    {
        var area = IsFollowing ? _people.Own.Area : default;
        var others = 0;
        foreach (var other in _people.Others)
        {
            others += other is { IsThere: true, HasMoved: true, Pixels: > 0 } ? 1 : 0;
        }

        Status = new StreamerStatus(_state, (double)area.Left / _width, (double)area.Top / _height, (double)area.Width / _width, (double)area.Height / _height)
        {
            Others = others,
            Withheld = _withheld > Body.HalfASecond,
        };
    }
}
