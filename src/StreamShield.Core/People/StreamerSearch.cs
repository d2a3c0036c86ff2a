using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>Decides who the streamer is while nobody is followed: the largest and most central person at the start, whoever was clicked, or who comes
/// back in the streamer's colours. Sets the owners of all parts.</summary>
/// <param name="people">Everybody in the picture.</param>
/// <param name="width">Width of the coarse mattes.</param>
/// <param name="height">Height of the coarse mattes.</param>
internal sealed class StreamerSearch(BodyMap people, int width, int height)
{
    /// <summary>Seconds for which one of several people must be the best choice.</summary>
    public const double StableSeconds = 0.13;

    /// <summary>Colour similarity needed to recognise a returning streamer at the place where the streamer left. Elsewhere more is needed: many
    /// people wear white.</summary>
    private const float KnownAgain = 0.6f;
    private const float KnownElsewhere = 0.86f;

    /// <summary>Below this similarity, somebody is certainly not the streamer.</summary>
    private const float Stranger = 0.35f;

    /// <summary>Similarity that is enough where the streamer was a moment ago.</summary>
    public const float KnownThere = 0.5f;

    /// <summary>The similarity needed for a tracked other person who returns at another place: it may have been the streamer, of whom only an arm was
    /// visible.</summary>
    private const float KnownOther = 0.9f;

    private int? _candidate;
    private double _stable;
    private bool _wasSomebodyThere;
    private bool _cameBack;
    private PixelArea _stranger;

    /// <summary>The column where the streamer was last seen.</summary>
    public int LastSeen { get; set; }

    /// <summary>Makes whoever is at this place the streamer. A tracked person who touches the streamer changes roles with the streamer; otherwise it is
    /// the whole part, or the clicked head and what is below it if several heads rise from it.</summary>
    /// <param name="place">The place, from 0 to 1 across and down.</param>
    /// <param name="isTracked">True when a body that was tracked before is the streamer now: the parts have no owners yet.</param>
    /// <returns>False when nobody is there.</returns>
    public bool TryPick(ZonePoint place, out bool isTracked)
    {
        isTracked = false;
        var pixel = ((int)Math.Clamp(place.Y * height, 0, height - 1) * width) + (int)Math.Clamp(place.X * width, 0, width - 1);
        var number = people.PartAt(pixel);
        if (number < 0)
        {
            return false;
        }

        var body = people.Parts[number].Own > 0 ? people.BodyAt(number, pixel) : null;
        if (body is { HasMoved: true } && body != people.Own && body.Pixels * 2 > body.ApartPixels)
        {
            people.Swap(body);
            isTracked = true;
            return true;
        }

        Take(number);
        CutBetweenHeads(number, pixel % width, isSure: true);
        return true;
    }

    /// <summary>Searches for the largest and most central person.</summary>
    /// <param name="passed">Seconds since the last frame.</param>
    /// <param name="isFollowed">True if the model follows the streamer: then it mends what is cut off wrongly.</param>
    /// <returns>True when that person is the streamer now.</returns>
    public bool Find(double passed, bool isFollowed)
    {
        var (best, first, second) = (-1, 0.0, 0.0);
        for (var i = 0; i < people.Parts.Length; i++)
        {
            var part = people.Parts[i];
            var score = part.Area < width * height / 50 ? 0 : Score(part);
            (best, first, second) = score > first ? (i, score, first) : (best, first, Math.Max(second, score));
        }

        var isStable = IsStable(best, passed);
        if (best < 0 || (second * 2 >= first && !isStable))
        {
            return false;
        }

        Take(best);
        if (isFollowed)
        {
            CutBetweenHeads(best, width / 2, isSure: false);
        }

        return true;
    }

    /// <summary>Searches for the streamer among the people in the picture by colours, both where the streamer was and elsewhere. Tracked other people
    /// stay what they are; undecided ones have no owner yet.</summary>
    /// <param name="passed">Seconds since the last frame.</param>
    /// <returns>True when the streamer is found.</returns>
    public bool Recognise(double passed)
    {
        var (best, surplus) = (-1, 0f);
        var isSomebodyThere = false;
        for (var i = 0; i < people.Parts.Length; i++)
        {
            ref var part = ref people.Parts[i];
            var known = people.Largest(i);
            part.Owner = known?.Bit ?? 0;
            if (part.Area < width * height / 100 || known is { HasMoved: false, Age: > Body.HalfASecond })
            {
                continue;
            }

            var same = people.Match(i);
            if (known is null)
            {
                // What counts is where the first of them came in, wherever they move afterwards.
                _cameBack = _wasSomebodyThere || isSomebodyThere ? _cameBack : Math.Abs(Middle(part) - LastSeen) < width / 4;
                isSomebodyThere = true;
                if (same < Stranger && !_cameBack)
                {
                    GiveAway(ref part);
                }
            }

            // A part where the streamer was a moment ago, with fairly similar colours, is the streamer, unless it walked there from elsewhere.
            var isThere = part.Own * 3 > part.Area && !Overlaps(part.Frame, _stranger);
            _stranger = known is null && !isThere ? part.Frame : _stranger;
            same += known is null && isThere && same >= KnownThere ? 1 : 0;
            same -= (isOther: known is not null, _cameBack) switch
            {
                (false, true) => KnownAgain,
                (true, false) => KnownOther,
                _ => KnownElsewhere,
            };
            (best, surplus) = same > surplus ? (i, same) : (best, surplus);
        }

        _wasSomebodyThere = isSomebodyThere;
        if (!IsStable(best, passed) && surplus <= 1 - KnownAgain)
        {
            return false;
        }

        people.Largest(best)?.Forget();
        people.Parts[best].Owner = BodyMap.OwnBit;
        return true;
    }

    /// <summary>Begins a new search.</summary>
    public void Restart() => (_stable, _candidate, _wasSomebodyThere, _cameBack, _stranger) = (0, null, false, false, default);

    /// <summary>True when a part lies just below the head of a body: a torso that the model sees as separate.</summary>
    public bool IsBelow(in Component part, PixelArea head)
    {
        var middle = (head.Left + head.Right) / 2;
        return part.Frame.Left <= middle && part.Frame.Right > middle && part.Frame.Top > head.Top && part.Frame.Top - head.Bottom < height / 10;
    }

    /// <summary>Gives a part that appeared apart from the streamer to a newcomer.</summary>
    public void GiveAway(ref Component part)
    {
        part.Owner = part.Area >= width * height / 400 ? people.Newcomer().Bit : (byte)0;
    }

    /// <summary>Larger for whoever is larger and more central.</summary>
    public double Score(in Component part) => part.Area * (1 - Math.Abs((Middle(part) / (double)width) - 0.5));

    /// <summary>True when the same part, or one near it, has been the best choice for long enough; part -1 for none.</summary>
    private bool IsStable(int part, double passed)
    {
        int? middle = part < 0 ? null : Middle(people.Parts[part]);
        _stable = middle - _candidate is { } moved && Math.Abs(moved) < width / 10 ? _stable + passed : 0;
        _candidate = middle;
        return _stable >= StableSeconds;
    }

    /// <summary>Leaves the streamer one head of a part and what is below it.</summary>
    /// <param name="number">The streamer's part.</param>
    /// <param name="column">A column of that head.</param>
    /// <param name="isSure">True if somebody clicked there.</param>
    private void CutBetweenHeads(int number, int column, bool isSure)
    {
        var frame = people.Parts[number].Frame;
        Span<int> tops = stackalloc int[frame.Width];
        Span<int> pixels = stackalloc int[frame.Width];
        people.MeasureColumns(number, tops, pixels);
        var at = Math.Clamp(column - frame.Left, 0, frame.Width - 1);
        var (from, to) = isSure ? HeadColumns.Find(tops, at, frame.Height) : HeadColumns.FindPerson(tops, pixels, at, frame.Height);
        if (from > 0 || to < frame.Width)
        {
            people.Cut(number, frame.Left + from, frame.Left + to);
        }
    }

    /// <summary>Makes this part the streamer and all others somebody else.</summary>
    private void Take(int number)
    {
        people.ForgetAll();
        people.Own.IsThere = true;
        var frame = people.Parts[number].Frame;
        for (var i = 0; i < people.Parts.Length; i++)
        {
            ref var part = ref people.Parts[i];
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

    /// <summary>True when half of the smaller area lies in the other.</summary>
    private static bool Overlaps(PixelArea one, PixelArea other)
    {
        var common = one.Intersect(other);
        return !common.IsEmpty && common.Pixels * 2 > Math.Min(one.Pixels, other.Pixels);
    }

    private static int Middle(in Component part) => (part.Frame.Left + part.Frame.Right) / 2;
}
