namespace StreamShield.Core;

/// <summary>
/// Leaves the streamer alone in a matte that shows everybody: works on the coarse matte, before it is refined, and shows nothing that this frame's model does not see (law 4). A
/// state machine on bodies: the streamer is picked at the start (the largest and most central person; at once when there is no rival) or by <see cref="Pick"/>, and followed by
/// place and motion. Whoever comes in apart from the streamer is somebody else; what never moved is furniture and takes nothing from the streamer. Where the streamer touches
/// somebody, a pixel is whose it was (<see cref="TouchSplit"/>), or whose a model that follows the streamer says; what was the streamer's comes back when the other is gone. When
/// the streamer has left, nobody is shown until somebody who looks so comes in, or a pick. What the streamer holds, or a pet on the lap, is connected to the streamer and stays.
/// Used from one thread; <see cref="Pick"/>, <see cref="Forget"/> and <see cref="Status"/> from any. Owns its buffers; allocates only when made.
/// </summary>
public sealed class StreamerSelector : IDisposable
{
    /// <summary>Share of the same colours by which a returning streamer is known again.</summary>
    private const float KnownAgain = 0.6f;

    /// <summary>With less in common somebody is surely another.</summary>
    private const float Stranger = 0.35f;

    /// <summary>Somebody who was another must have this much more in common: the streamer may have been taken for another when only an arm was in the picture.</summary>
    private const float Turncoat = 0.15f;

    /// <summary>Of several people at the start, one must be the best choice for this many frames.</summary>
    private const int StableFrames = 5;

    /// <summary>How fast looks are learnt, per frame that is learnt from, and every how many frames that is.</summary>
    private const float Pace = 0.08f;
    private const int LearnEvery = 4;

    /// <summary>Frames for which somebody who was there may come out from behind the streamer.</summary>
    private const int CompanyFrames = 90;

    private readonly int _width;
    private readonly int _height;
    private readonly BodyMap _people;
    private readonly Lock _gate = new();
    private StreamerState _state;
    private StreamerStatus _status;
    private ZonePoint? _pick;
    private bool _forget;
    private bool _picked;
    private int _stable;
    private int _candidate;
    private int _frames;
    private int _alone = CompanyFrames;
    private int _withheld;

    /// <summary>A selector that has seen nobody.</summary>
    /// <param name="width">Width of the coarse mattes, at least 64.</param>
    /// <param name="height">Height of the coarse mattes.</param>
    public StreamerSelector(int width, int height)
    {
        (_width, _height) = (width, height);
        _people = new BodyMap(width, height);
    }

    /// <summary>What became of the last frame.</summary>
    public StreamerStatus Status
    {
        get
        {
            lock (_gate)
            {
                return _status;
            }
        }
    }

    /// <summary>Makes whoever is at that place in the next frame the streamer; nothing changes when nobody is there.</summary>
    public void Pick(ZonePoint place)
    {
        lock (_gate)
        {
            _pick = place;
        }
    }

    /// <summary>Searches anew from the next frame on.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            (_forget, _pick) = (true, null);
        }
    }

    /// <summary>Hides everybody but the streamer, for a model that does not follow the streamer.</summary>
    /// <param name="coarse">Everybody's coarse matte of this frame, stamped; what is not the streamer's is set to 0.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <exception cref="ShieldException">The matte belongs to no frame (law 3), or a size differs.</exception>
    public void Select(Matte coarse, ReadOnlySpan<byte> small) => Select(coarse, coarse, small);

    /// <summary>Hides everybody but the streamer.</summary>
    /// <param name="streamer">
    /// The streamer's coarse matte of this frame, stamped, from a model that follows the streamer. What is not the streamer's is set to 0; what the model let go of, though it was
    /// the streamer's and <paramref name="everybody"/> has it, comes back.
    /// </param>
    /// <param name="everybody">Everybody's matte of this frame; the same object when the model does not follow the streamer.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <exception cref="ShieldException">A matte belongs to no frame or to another one (law 3), or a size differs.</exception>
    public void Select(Matte streamer, Matte everybody, ReadOnlySpan<byte> small)
    {
        ArgumentNullException.ThrowIfNull(streamer);
        ArgumentNullException.ThrowIfNull(everybody);
        if (streamer.FrameId == 0 || streamer.Width != _width || streamer.Height != _height || small.Length != _width * _height * 3
            || everybody.FrameId != streamer.FrameId || everybody.Alpha.Length != streamer.Alpha.Length)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"A {streamer.Width}x{streamer.Height} matte of frame {streamer.FrameId} with {small.Length} bytes of picture does not fit a selector of {_width}x{_height}.");
        }

        _people.Read(everybody.Alpha, small);
        Decide();
        _people.Settle(streamer == everybody || !IsFollowing ? [] : streamer.Alpha);
        Judge();
        _people.Hide(streamer.Alpha, everybody.Alpha);
        Report();
    }

    /// <inheritdoc/>
    public void Dispose() => _people.Dispose();

    private bool IsFollowing => _state is StreamerState.Following or StreamerState.Doubtful;

    private void Decide()
    {
        ZonePoint? pick;
        lock (_gate)
        {
            if (_forget)
            {
                _people.ForgetAll();
                (_state, _picked) = (StreamerState.Searching, false);
            }

            (pick, _pick, _forget) = (_pick, null, false);
        }

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

    /// <summary>The streamer is who is at that place: the whole part, or one of those in it when several heads stand out of it or two are known to touch.</summary>
    /// <returns>False when nobody is there.</returns>
    private bool Choose(ZonePoint place)
    {
        var pixel = ((int)Math.Clamp(place.Y * _height, 0, _height - 1) * _width) + (int)Math.Clamp(place.X * _width, 0, _width - 1);
        var number = _people.PartAt(pixel);
        if (number < 0)
        {
            return false;
        }

        _picked = true;
        if (_people.OtherAt(pixel) is { ApartPixels: > 0 } other && _people.Parts[number].Own > 0)
        {
            _people.Swap(other);
            Follow();
            _state = StreamerState.Following;
            return true;
        }

        var (left, right) = _people.HeadAt(number, pixel);
        Take(number);
        if (left > 0 || right < _width)
        {
            _people.Cut(number, left, right);
        }

        return true;
    }

    /// <summary>That part is the streamer, the others are not.</summary>
    private void Take(int number)
    {
        _people.ForgetAll();
        _people.Own.IsThere = true;
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            if (i == number)
            {
                _people.Parts[i].Owner = BodyMap.OwnBit;
            }
            else
            {
                GiveAway(ref _people.Parts[i]);
            }
        }

        _state = StreamerState.Following;
    }

    /// <summary>Somebody or something that came apart from the streamer.</summary>
    private void GiveAway(ref Component part)
    {
        if (part.Area >= _width * _height / 400)
        {
            var other = _people.Newcomer();
            other.ApartPixels = part.Area;
            part.Owner = other.Bit;
        }
    }

    /// <summary>Looks for the largest and most central person.</summary>
    private void Search()
    {
        var (best, first, second) = (-1, 0.0, 0.0);
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            var part = _people.Parts[i];
            var score = part.Area < _width * _height / 50 ? 0 : part.Area * (1 - Math.Abs((Middle(part) / (double)_width) - 0.5));
            (best, first, second) = score > first ? (i, score, first) : (best, first, Math.Max(second, score));
        }

        if (best < 0)
        {
            _stable = 0;
            return;
        }

        var middle = Middle(_people.Parts[best]);
        _stable = Math.Abs(middle - _candidate) < _width / 10 ? _stable + 1 : 1;
        _candidate = middle;
        if (second * 2 < first || _stable >= StableFrames)
        {
            Take(best);
        }
    }

    private static int Middle(Component part) => (part.Frame.Left + part.Frame.Right) / 2;

    /// <summary>Looks for the streamer among those in the picture. Others stay others where they were; who cannot be told is nobody yet.</summary>
    private void Recognise()
    {
        var (best, match) = (-1, KnownAgain);
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref var part = ref _people.Parts[i];
            var known = _people.Largest(i);
            part.Owner = known?.Bit ?? 0;
            if (part.Area < _width * _height / 100 || known is { HasMoved: false, Age: > Body.HalfASecond })
            {
                continue;
            }

            var same = _people.Match(i);
            if (known is null && same < Stranger)
            {
                GiveAway(ref part);
            }

            same -= known is null ? 0 : Turncoat;
            (best, match) = same > match ? (i, same) : (best, match);
        }

        if (best >= 0)
        {
            _people.Largest(best)?.Forget();
            _people.Parts[best].Owner = BodyMap.OwnBit;
            _state = StreamerState.Following;
        }
    }

    private void Follow()
    {
        // Who never moved is furniture; the streamer is the one who came and moved.
        if (!_picked && !_people.Own.HasMoved && _people.Own.Age > 2 * Body.HalfASecond && _people.Rival() is { } rival)
        {
            _people.Swap(rival);
        }

        for (var i = 0; i < _people.Parts.Length; i++)
        {
            ref var part = ref _people.Parts[i];
            var far = part.Grown * 2 > part.Area;
            if (part.Others != 0 && (part.Own * 10 < part.Area || part.Own == 0))
            {
                part.Owner = _people.Largest(i)!.Bit;
            }
            else if (part.Others != 0)
            {
                part.Owner = (byte)(BodyMap.OwnBit | part.Others);
            }
            else if (part.Own * 10 < part.Area && far)
            {
                GiveAway(ref part);
            }
            else
            {
                part.Owner = BodyMap.OwnBit;
            }

            // Somebody comes out from behind the streamer, or in at the picture's edge.
            if ((part.Owner & BodyMap.OwnBit) != 0 && part.Grown > Math.Max(40, part.Area / 25) && part.Others == 0 && (_alone < CompanyFrames || part.GrownFromEdge))
            {
                _people.GiveGrown(i);
            }
        }
    }

    /// <summary>What the labels say of the streamer, and what may be learnt from them.</summary>
    private void Judge()
    {
        _alone = Math.Min(_alone + 1, CompanyFrames);
        _alone = _people.Retire() > 0 ? 0 : _alone;
        if (!IsFollowing)
        {
            _withheld = _people.Parts.Length > 0 ? _withheld + 1 : 0;
            return;
        }

        if (_people.Own.Pixels < _width * _height / 1200)
        {
            _state = StreamerState.Lost;
            _people.ForgetOwnPlace();
            return;
        }

        _state = _people.SharedPixels > 0 ? StreamerState.Doubtful : StreamerState.Following;
        _withheld = _people.SharedPixels * 12 > _people.Own.Pixels ? _withheld + 1 : 0;
        if (_state == StreamerState.Following && _frames++ % LearnEvery == 0)
        {
            _people.Learn(Pace);
        }
    }

    private void Report()
    {
        var area = IsFollowing ? _people.Own.Area : default;
        var others = 0;
        foreach (var other in _people.Others)
        {
            others += other is { IsThere: true, HasMoved: true, Pixels: > 0 } ? 1 : 0;
        }

        lock (_gate)
        {
            _status = new StreamerStatus(_state, (double)area.Left / _width, (double)area.Top / _height, (double)area.Width / _width, (double)area.Height / _height)
            {
                Others = others,
                Withheld = _withheld > Body.HalfASecond,
            };
        }
    }
}
