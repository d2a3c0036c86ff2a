namespace StreamShield.Core;

/// <summary>
/// Leaves the streamer alone in a matte that shows everybody: works on the coarse matte, before it is refined, and only ever lowers it (law 4). The streamer is picked at the start
/// (the largest and most central person; at once when there is no rival) or by <see cref="Pick"/>, and followed by overlap, motion and colours. A part of the matte in which the
/// streamer touches somebody else is shared out pixel by pixel, with a hidden margin between them; what is not clearly the streamer is hidden. Whoever comes in apart from the streamer
/// (behind, in front, on a poster or a screen) is somebody else. When the streamer is gone, nobody is shown until somebody with the streamer's colours comes in, or a pick.
/// What the streamer holds, or a pet on the lap, is connected to the streamer and stays, unless it comes in new colours and is larger than a limb: then it is hidden.
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

    /// <summary>How fast looks are learnt, per frame.</summary>
    private const float OwnPace = 0.02f;
    private const float OtherPace = 0.1f;

    private readonly int _width;
    private readonly int _height;
    private readonly PeopleMap _people;
    private readonly Lock _gate = new();
    private StreamerState _state;
    private StreamerStatus _status;
    private ZonePoint? _pick;
    private bool _forget;
    private int _stable;
    private int _candidate;

    /// <summary>A selector that has seen nobody.</summary>
    /// <param name="width">Width of the coarse mattes, at least 64.</param>
    /// <param name="height">Height of the coarse mattes.</param>
    public StreamerSelector(int width, int height)
    {
        (_width, _height) = (width, height);
        _people = new PeopleMap(width, height);
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

    /// <summary>Hides everybody but the streamer.</summary>
    /// <param name="coarse">The coarse matte of this frame, stamped; what is not the streamer's is set to 0.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <exception cref="ShieldException">The matte belongs to no frame (law 3), or a size differs.</exception>
    public void Select(Matte coarse, ReadOnlySpan<byte> small)
    {
        ArgumentNullException.ThrowIfNull(coarse);
        if (coarse.FrameId == 0 || coarse.Width != _width || coarse.Height != _height || small.Length != _width * _height * 3)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"A {coarse.Width}x{coarse.Height} matte of frame {coarse.FrameId} with {small.Length} bytes of picture does not fit a selector of {_width}x{_height}.");
        }

        _people.Read(coarse.Alpha, small);
        Decide();
        _people.Settle();
        Judge();
        _people.Hide(coarse.Alpha);
        Report();
    }

    /// <inheritdoc/>
    public void Dispose() => _people.Dispose();

    private void Decide()
    {
        ZonePoint? pick;
        lock (_gate)
        {
            if (_forget)
            {
                _people.Own.Forget();
                _people.Other.Forget();
                _state = StreamerState.Searching;
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

    /// <summary>The streamer is who is at that place: the whole part, or the side that was there when two touch.</summary>
    /// <returns>False when the frame is still to be decided.</returns>
    private bool Choose(ZonePoint place)
    {
        var pixel = ((int)Math.Clamp(place.Y * _height, 0, _height - 1) * _width) + (int)Math.Clamp(place.X * _width, 0, _width - 1);
        var part = _people.PartAt(pixel);
        if (part < 0)
        {
            return false;
        }

        if (_people.Parts[part].Own > 0 && _people.Parts[part].IsDisputed)
        {
            if (_people.OthersAt(pixel))
            {
                _people.Swap();
            }

            return false;
        }

        _people.Own.Forget();
        Take(part);
        return true;
    }

    /// <summary>That part is the streamer, the others are not.</summary>
    private void Take(int part)
    {
        _people.Verdicts.Fill(Layers.Other);
        _people.Verdicts[part] = Layers.Own;
        _state = StreamerState.Following;
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
            var part = _people.Parts[i];
            if (part.Area < _width * _height / 100)
            {
                continue;
            }

            var same = _people.Match(i);
            var known = part.Foreign * 5 > part.Area;
            _people.Verdicts[i] = known || same < Stranger ? Layers.Other : Layers.None;
            same -= known ? Turncoat : 0;
            (best, match) = same > match ? (i, same) : (best, match);
        }

        if (best >= 0)
        {
            _people.Verdicts[best] = Layers.Own;
            _state = StreamerState.Following;
        }
    }

    private void Follow()
    {
        for (var i = 0; i < _people.Parts.Length; i++)
        {
            var part = _people.Parts[i];
            var passing = part.Own * 10 < part.Area && part.Foreign * 2 > part.Area;
            _people.Verdicts[i] = part.Own == 0 || passing ? Layers.Other : Layers.Both;
        }
    }

    /// <summary>What the labels say of the streamer, and what may be learnt from them.</summary>
    private void Judge()
    {
        if (_state is StreamerState.Searching or StreamerState.Lost)
        {
            return;
        }

        if (_people.OwnPixels < _width * _height / 1200)
        {
            _state = StreamerState.Lost;
            _people.ForgetOwnPlace();
            return;
        }

        _state = _people.SharedPixels > 0 ? StreamerState.Doubtful : StreamerState.Following;
        if (_state == StreamerState.Following)
        {
            _people.Learn(_people.Own, Layers.Own, OwnPace);
        }

        // Others are learnt where they stand apart and are no crumbs: what was split off the streamer may be the streamer.
        if (_people.ApartPixels > Math.Max(_people.SharedPixels, _people.OwnPixels / 16))
        {
            _people.Learn(_people.Other, Layers.Other, OtherPace);
        }
    }

    private void Report()
    {
        var area = _state is StreamerState.Following or StreamerState.Doubtful ? _people.OwnArea : default;
        lock (_gate)
        {
            _status = new StreamerStatus(_state, (double)area.Left / _width, (double)area.Top / _height, (double)area.Width / _width, (double)area.Height / _height);
        }
    }
}
