using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>
/// Leaves the streamer alone in a matte that shows everybody: works on the coarse matte, before it is refined, and shows nothing that this frame's model does not see (law 4). A
/// state machine on bodies: the streamer is picked at the start (the largest and most central person; at once when there is no rival) or by <see cref="Pick"/>, and followed by
/// place and motion. Whoever comes in apart from the streamer is somebody else; what never moved is furniture and takes nothing from the streamer. Where the streamer touches
/// somebody, a pixel is whose it was (<see cref="TouchSplit"/>), or whose a model that follows the streamer says; what was the streamer's comes back when the other is gone. When
/// the streamer has left, nobody is shown until somebody who looks so comes in, or a pick. What the streamer holds, or a pet on the lap, is connected to the streamer and stays.
/// Used from the shield thread only. Owns its buffers; allocates only when made.
/// </summary>
public sealed class StreamerSelector : IDisposable
{
    /// <summary>Share of the same colours by which a returning streamer is known again who comes in where she left, and elsewhere: many people wear white.</summary>
    private const float KnownAgain = 0.6f;
    private const float KnownElsewhere = 0.8f;

    /// <summary>With less in common somebody is surely another.</summary>
    private const float Stranger = 0.35f;

    /// <summary>The same for somebody who was taken for another and comes in elsewhere: the streamer may have been, when only an arm was in the picture.</summary>
    private const float KnownOther = 0.9f;

    /// <summary>Seconds for which one of several people at the start must be the best choice.</summary>
    private const double StableSeconds = 0.13;

    /// <summary>Seconds after which a streamer who never moved gives way to somebody who does: a poster was taken for the streamer.</summary>
    private const double StillSeconds = 4;

    /// <summary>How fast looks are learnt: share per time, and seconds between two times.</summary>
    private const float Pace = 0.08f;
    private const double LearnSeconds = 0.13;

    /// <summary>Seconds for which somebody who was there may come out from behind the streamer.</summary>
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

    /// <summary>A selector that has seen nobody.</summary>
    /// <param name="width">Width of the coarse mattes, at least 64.</param>
    /// <param name="height">Height of the coarse mattes.</param>
    public StreamerSelector(int width, int height)
    {
        (_width, _height) = (width, height);
        _people = new BodyMap(width, height);
    }

    /// <summary>What became of the last frame.</summary>
    public StreamerStatus Status { get; private set; }

    /// <summary>Makes whoever is at that place in the next frame the streamer; nothing changes when nobody is there.</summary>
    public void Pick(ZonePoint place) => _pick = place;

    /// <summary>Searches anew from the next frame on.</summary>
    public void Forget()
    {
        _people.ForgetAll();
        (_state, _picked, _pick) = (StreamerState.Searching, false, null);
    }

    /// <summary>Hides everybody but the streamer.</summary>
    /// <param name="streamer">
    /// The streamer's coarse matte of this frame, stamped, from a model that follows the streamer. What is not the streamer's is set to 0; what the model let go of, though it was
    /// the streamer's and <paramref name="everybody"/> has it, comes back.
    /// </param>
    /// <param name="everybody">Everybody's matte of this frame; the same object when the model does not follow the streamer.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <param name="passed">Time since the last frame.</param>
    /// <exception cref="ShieldException">A matte belongs to no frame or to another one (law 3), or a size differs.</exception>
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

        // A model that follows has followed whoever was the streamer before.
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

    /// <summary>
    /// The streamer is who is at that place: somebody who is known to touch the streamer, or the whole part, in which whatever was taken from the streamer comes back, or one of
    /// several heads that stand out of it.
    /// </summary>
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
        var frame = _people.Parts[number].Frame;
        Span<int> tops = stackalloc int[frame.Width];
        _people.FindTops(number, tops);
        var (from, to) = HeadColumns.Find(tops, (pixel % _width) - frame.Left, frame.Height);
        if (from > 0 || to < frame.Width)
        {
            _people.Cut(number, frame.Left + from, frame.Left + to);
        }

        return true;
    }

    /// <summary>That part is the streamer, the others are not.</summary>
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

    /// <summary>Whether a part lies right below the head of a body: a torso that the model sees apart from it.</summary>
    private bool IsBelow(in Component part, PixelArea head)
    {
        var middle = (head.Left + head.Right) / 2;
        return part.Frame.Left <= middle && part.Frame.Right > middle && part.Frame.Top > head.Top && part.Frame.Top - head.Bottom < _height / 10;
    }

    /// <summary>Somebody or something that came apart from the streamer.</summary>
    private void GiveAway(ref Component part)
    {
        part.Owner = part.Area >= _width * _height / 400 ? _people.Newcomer().Bit : (byte)0;
    }

    /// <summary>Looks for the largest and most central person.</summary>
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
        }
    }

    private static int Middle(in Component part) => (part.Frame.Left + part.Frame.Right) / 2;

    /// <summary>
    /// Looks for the streamer among those in the picture, by looks, where the streamer was and elsewhere. Others stay others where they were; who cannot be told is nobody yet.
    /// </summary>
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

            // Where the first of them came in counts, wherever they go then.
            _cameBack = _wasSomebodyThere || isSomebodyThere ? _cameBack : Math.Abs(Middle(part) - _lastSeen) < _width / 4;
            isSomebodyThere = true;
            var same = _people.Match(i);
            if (known is null && same < Stranger && !_cameBack)
            {
                GiveAway(ref part);
            }

            // Who is where the streamer was a moment ago, and looks a little alike, is the streamer.
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

                // Somebody comes out from behind the streamer, or in at the picture's edge.
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

    /// <summary>
    /// Two bodies side by side cannot both be the streamer: they touched when the streamer was chosen, or a piece of the room lay between them. The largest and most central one is.
    /// </summary>
    private void PartCompany()
    {
        var (best, most, rival) = (-1, 0.0, -1);
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref readonly var part = ref _people.Parts[i];
            if (part.Owner == BodyMap.OwnBit && Score(part) > most)
            {
                (best, most) = (i, Score(part));
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

    /// <summary>Whether a part is as large and as high as a body and stands beside another one: no arm, and no torso under a head.</summary>
    private static bool IsBeside(in Component part, in Component body) =>
        part.Area * 3 > body.Area && part.Frame.Height * 2 > body.Frame.Height
        && Math.Min(part.Frame.Right, body.Frame.Right) - Math.Max(part.Frame.Left, body.Frame.Left) < Math.Min(part.Frame.Width, body.Frame.Width) / 3;

    private double Score(in Component part) => part.Area * (1 - Math.Abs((Middle(part) / (double)_width) - 0.5));

    /// <summary>Somebody else who moves, stands apart and is about as large as the streamer, or null.</summary>
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

    /// <summary>What the labels say of the streamer, and what may be learnt from them.</summary>
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

    /// <summary>Forgets who is gone. What was taken for somebody when it grew on the streamer is the streamer's again.</summary>
    /// <returns>Whether others are left who are no furniture.</returns>
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
