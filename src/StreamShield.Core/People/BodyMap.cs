using System.Numerics;

namespace StreamShield.Core;

/// <summary>
/// Who is where in one frame's coarse matte: its parts, and the bodies that are tracked through them. <see cref="Read"/> looks at a frame, its caller sets each part's
/// <see cref="Component.Owner"/>, <see cref="Settle"/> makes labels of them. Allocates only when made.
/// </summary>
internal sealed class BodyMap : IDisposable
{
    /// <summary>The streamer's bit.</summary>
    public const byte OwnBit = 1;

    /// <summary>Bodies that are told apart beside the streamer; the last stands for all further ones.</summary>
    public const int MostOthers = 5;

    /// <summary>Coarse alpha from which a pixel counts as somebody.</summary>
    private const byte Present = 128;

    /// <summary>Farthest that a limb moves in one frame, in parts of the matte's width.</summary>
    private const int LimbPart = 42;

    /// <summary>Pixels of soft rim that belong to the streamer, and of margin hidden towards others.</summary>
    private const int Rim = 2;

    private readonly int _width;
    private readonly ComponentFinder _finder;
    private readonly TouchSplit _split;
    private readonly PlaneSpread _spread;
    private readonly PixelBuffer _last;
    private readonly byte[] _labels;
    private readonly byte[] _near;
    private readonly byte[] _changed;
    private readonly int[] _overlaps;
    private readonly int[] _counts = new int[Looks.Bins];
    private readonly Body[] _bodies;

    /// <param name="width">Of the mattes, at least 64.</param>
    /// <param name="height">Of the mattes.</param>
    public BodyMap(int width, int height)
    {
        _width = width;
        _finder = new ComponentFinder(width, height);
        _split = new TouchSplit(width, height);
        _spread = new PlaneSpread(width, height);
        _last = new PixelBuffer(width * height * 3);
        _labels = new byte[Body.Padded(width * height)];
        _near = new byte[_labels.Length];
        _changed = new byte[_labels.Length];
        _bodies = [.. Enumerable.Range(0, MostOthers + 1).Select(i => new Body(width, height, (byte)(OwnBit << i)))];
        _overlaps = new int[_finder.MostParts * _bodies.Length];
    }

    /// <summary>The streamer.</summary>
    public Body Own => _bodies[0];

    /// <summary>Everybody else who may be tracked.</summary>
    public ReadOnlySpan<Body> Others => _bodies.AsSpan(1);

    /// <summary>The connected parts of the matte.</summary>
    public Span<Component> Parts => _finder.Parts;

    /// <summary>Pixels that belong to others within parts that are the streamer's as well.</summary>
    public int SharedPixels { get; private set; }

    /// <summary>Looks at a frame.</summary>
    /// <param name="alpha">Everybody's coarse matte.</param>
    /// <param name="small">The frame at that size, B G R.</param>
    public void Read(ReadOnlySpan<byte> alpha, ReadOnlySpan<byte> small)
    {
        _finder.Find(alpha, Present);
        foreach (var body in _bodies)
        {
            if (body.IsThere)
            {
                body.Move(_last.Span, small, _labels);
                body.MovedAlone += body.Shift != Own.Shift ? 1 : 0;
                body.Together = body.Shift != Own.Shift ? 0 : body.Together + 1;
                body.Age++;
            }
        }

        foreach (var other in Others)
        {
            if (other.IsThere && Own.IsThere)
            {
                _split.Order(Own, other, _labels, _last.Span, small);
            }
        }

        for (var i = 0; i < alpha.Length; i++)
        {
            _changed[i] = Math.Abs(small[(i * 3) + 1] - _last.Span[(i * 3) + 1]) > Body.Change ? (byte)1 : (byte)0;
        }

        small.CopyTo(_last.Span);
        Measure();
    }

    /// <summary>The part that a pixel belongs to, or -1.</summary>
    public int PartAt(int pixel)
    {
        foreach (ref readonly var run in _finder.Runs)
        {
            if (pixel >= run.Start && pixel < run.Start + run.Length)
            {
                return run.Part;
            }
        }

        return -1;
    }

    /// <summary>The other who claims a pixel more than the streamer does, or null.</summary>
    public Body? OtherAt(int pixel)
    {
        Body? best = null;
        foreach (var other in Others)
        {
            best = other.IsThere && other.Claims[pixel] > (best ?? Own).Claims[pixel] ? other : best;
        }

        return best;
    }

    /// <summary>How many pixels of a part a body claims.</summary>
    public int Overlap(int part, Body body) => _overlaps[(part * _bodies.Length) + BitOperations.TrailingZeroCount(body.Bit)];

    /// <summary>A body for somebody who came; the last one when all are taken.</summary>
    public Body Newcomer()
    {
        foreach (var other in Others)
        {
            if (!other.IsThere)
            {
                other.Forget();
                other.IsThere = true;
                return other;
            }
        }

        return _bodies[^1];
    }

    /// <summary>The other who has most of a part, or null.</summary>
    public Body? Largest(int part)
    {
        Body? best = null;
        foreach (var other in Others)
        {
            var isIn = (_finder.Parts[part].Others & other.Bit) != 0;
            best = isIn && (best is null || Overlap(part, other) > Overlap(part, best)) ? other : best;
        }

        return best;
    }

    /// <summary>Somebody else who moves and is about as large as the streamer, or null.</summary>
    public Body? Rival()
    {
        foreach (var other in Others)
        {
            if (other is { IsThere: true, HasMoved: true } && other.Pixels * 2 > Own.Pixels)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>The streamer and somebody else change places.</summary>
    public void Swap(Body other)
    {
        Own.Swap(other);
        foreach (ref var part in _finder.Parts)
        {
            (part.Own, part.Grown, part.Others, part.GrownFromEdge) = (0, 0, 0, false);
        }

        for (var i = 0; i < _labels.Length; i++)
        {
            var both = _labels[i] & (OwnBit | other.Bit);
            _labels[i] = both == OwnBit ? other.Bit : both == other.Bit ? OwnBit : _labels[i];
        }

        Measure();
    }

    /// <summary>Nobody is tracked any more.</summary>
    public void ForgetAll()
    {
        foreach (var body in _bodies)
        {
            body.Forget();
        }

        Array.Clear(_labels);
    }

    /// <summary>
    /// Forgets who is gone, and who was taken for somebody when something grew on the streamer: too small for a person, or moving with the streamer.
    /// </summary>
    /// <returns>How many others are left.</returns>
    public int Retire()
    {
        var left = 0;
        for (var number = 0; number < _finder.Parts.Length; number++)
        {
            ref readonly var part = ref _finder.Parts[number];
            if (part.Owner != OwnBit && BitOperations.IsPow2(part.Owner))
            {
                _bodies[BitOperations.TrailingZeroCount(part.Owner)].ApartPixels = part.Area;
            }
        }

        foreach (var other in Others)
        {
            if (!other.IsThere)
            {
                continue;
            }

            other.Unseen = other.Pixels < Math.Max(12, other.ApartPixels / 7) ? other.Unseen + 1 : 0;
            var imagined = other.ApartPixels == 0 && other.Age > Body.HalfASecond && (other.Pixels * 8 < Own.Pixels || other.MovedAlone * 4 < other.Age);
            if (imagined || other.Unseen > Body.Memory)
            {
                other.Forget();
                continue;
            }

            left++;
        }

        return left;
    }

    /// <summary>How much of a part has the streamer's colours, 0 to 1.</summary>
    public float Match(int part) => Own.Looks.Match(_counts, CountColours(part, 0));

    /// <summary>Takes in how the streamer looks.</summary>
    public void Learn(float share) => Own.Looks.Learn(_counts, CountColours(-1, OwnBit), share);

    /// <summary>The columns of a part that another head stands in, seen from the given pixel: from where to where it is the picked one's.</summary>
    public (int Left, int Right) HeadAt(int number, int pixel)
    {
        var frame = _finder.Parts[number].Frame;
        Span<int> tops = stackalloc int[frame.Width];
        tops.Fill(frame.Bottom);
        foreach (ref readonly var run in _finder.Runs)
        {
            var (row, left) = Math.DivRem(run.Start, _width);
            for (var x = left; run.Part == number && x < left + run.Length; x++)
            {
                tops[x - frame.Left] = Math.Min(tops[x - frame.Left], row);
            }
        }

        var at = (pixel % _width) - frame.Left;
        return (frame.Left + Valley(tops, at, -1, frame.Height / 6), frame.Left + Valley(tops, at, 1, frame.Height / 6));
    }

    /// <summary>Labels the pixels of a part within some columns; what lies outside is a newcomer's.</summary>
    public void Cut(int number, int left, int right)
    {
        var other = Newcomer();
        Own.IsThere = true;
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                var body = i % _width >= left && i % _width < right ? Own : other;
                body.Claims[i] = Body.Memory;
            }
        }

        other.ApartPixels = _finder.Parts[number].Area / 2;
        _finder.Parts[number].Others = other.Bit;
        _finder.Parts[number].Owner = (byte)(OwnBit | other.Bit);
    }

    /// <summary>What grew on a part becomes a newcomer's.</summary>
    public void GiveGrown(int number)
    {
        var other = Newcomer();
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                other.Claims[i] = _near[i] == 0 ? Body.Memory : other.Claims[i];
            }
        }

        _finder.Parts[number].Others |= other.Bit;
        _finder.Parts[number].Owner |= other.Bit;
    }

    /// <summary>Labels every pixel by its part's owners and remembers where everybody is.</summary>
    /// <param name="follows">The streamer's own matte from a model that follows the streamer; empty when there is none.</param>
    public void Settle(ReadOnlySpan<byte> follows)
    {
        Array.Clear(_labels);
        foreach (ref readonly var run in _finder.Runs)
        {
            _labels.AsSpan(run.Start, run.Length).Fill(_finder.Parts[run.Part].Owner);
        }

        for (var number = 0; number < _finder.Parts.Length; number++)
        {
            ref readonly var part = ref _finder.Parts[number];
            if (BitOperations.PopCount(part.Owner) > 1)
            {
                _split.Share(part, number, _finder.Runs, _bodies, follows, _labels);
            }
            else if (part.Owner == OwnBit && !follows.IsEmpty)
            {
                Follow(number, follows);
            }
        }

        Count();
    }

    /// <summary>The streamer is not there: whatever was labelled so is nobody's.</summary>
    public void ForgetOwnPlace()
    {
        Own.ForgetPlace();
        _labels.AsSpan().Replace(OwnBit, (byte)0);
    }

    /// <summary>Sets every pixel to 0 that is not the streamer's or the streamer's rim, with a margin towards others.</summary>
    /// <param name="alpha">The streamer's matte as the model gave it; where the streamer is, it rises to everybody's.</param>
    /// <param name="everybody">Everybody's; may be the same.</param>
    public void Hide(Span<byte> alpha, ReadOnlySpan<byte> everybody)
    {
        // All bits spread as far: the streamer's bit alone shows.
        _spread.Spread(_labels, _near, Rim);
        for (var i = 0; i < alpha.Length; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, alpha.Length - Vector<byte>.Count);
            var own = Vector.Equals(new Vector<byte>(_near, at), new Vector<byte>(OwnBit));
            var inside = Vector.Equals(new Vector<byte>(_labels, at), new Vector<byte>(OwnBit));
            (Vector.Max(new Vector<byte>(alpha[at..]), new Vector<byte>(everybody[at..]) & inside) & own).CopyTo(alpha[at..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _last.Dispose();

    /// <summary>From one column on, the lowest column before another head rises; beyond the picture when none does.</summary>
    private static int Valley(ReadOnlySpan<int> tops, int from, int step, int depth)
    {
        var head = int.MaxValue;
        for (var x = Math.Max(0, from - depth); x <= Math.Min(tops.Length - 1, from + depth); x++)
        {
            head = Math.Min(head, tops[x]);
        }

        var lowest = from;
        for (var x = from; x >= 0 && x < tops.Length; x += step)
        {
            lowest = tops[x] > tops[lowest] ? x : lowest;
            if (tops[lowest] - head > depth && tops[lowest] - tops[x] > depth)
            {
                return lowest;
            }
        }

        return step * 100_000;
    }

    /// <summary>Measures for each part how much of it was whose.</summary>
    private void Measure()
    {
        _overlaps.AsSpan(0, _finder.Parts.Length * _bodies.Length).Clear();
        for (var i = 0; i < _near.Length; i += Vector<byte>.Count)
        {
            Vector.Min(new Vector<byte>(Own.Claims, i), Vector<byte>.One).CopyTo(_near, i);
        }

        _spread.Spread(_near, _near, Math.Max(2, _width / LimbPart));
        foreach (ref readonly var run in _finder.Runs)
        {
            ref var part = ref _finder.Parts[run.Part];
            var grown = _near.AsSpan(run.Start, run.Length).Count((byte)0);
            part.Grown += grown;
            part.GrownFromEdge |= grown > 0 && ((run.Start % _width == 0 && _near[run.Start] == 0) || ((run.Start + run.Length) % _width == 0 && _near[run.Start + run.Length - 1] == 0));
            for (var b = 0; b < _bodies.Length; b++)
            {
                if (_bodies[b].IsThere)
                {
                    _overlaps[(run.Part * _bodies.Length) + b] += run.Length - _bodies[b].Claims.AsSpan(run.Start, run.Length).Count((byte)0);
                }
            }
        }

        for (var number = 0; number < _finder.Parts.Length; number++)
        {
            _finder.Parts[number].Own = Overlap(number, Own);
        }

        foreach (var other in Others)
        {
            if (other.IsThere)
            {
                Place(other);
            }
        }
    }

    /// <summary>Says in which parts a body is: in all that it claims, or in that part alone in which it stands apart and whole.</summary>
    private void Place(Body other)
    {
        var apart = -1;
        for (var number = 0; number < _finder.Parts.Length; number++)
        {
            ref readonly var part = ref _finder.Parts[number];
            var whole = Overlap(number, other) * 2 > Math.Max(other.ApartPixels, part.Area);
            apart = whole && part.Own * 10 < part.Area ? number : apart;
        }

        for (var number = 0; number < _finder.Parts.Length; number++)
        {
            var isIn = apart >= 0 ? number == apart : Overlap(number, other) > Math.Max(8, other.Pixels / 32);
            _finder.Parts[number].Others |= isIn ? other.Bit : (byte)0;
        }
    }

    /// <summary>
    /// In a part that is the streamer's alone: what the model gives the streamer, what was the streamer's a moment ago, and what moves beside it. What the model leaves out and what
    /// stands still is a chair.
    /// </summary>
    private void Follow(int number, ReadOnlySpan<byte> follows)
    {
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                _labels[i] = follows[i] >= Present || Own.Claims[i] > 0 || (_near[i] != 0 && _changed[i] != 0) ? OwnBit : (byte)0;
            }
        }
    }

    private int CountColours(int part, byte label)
    {
        _counts.AsSpan().Clear();
        var total = 0;
        var small = _last.Span;
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; (part < 0 || run.Part == part) && i < run.Start + run.Length; i++)
            {
                if (part >= 0 || _labels[i] == label)
                {
                    _counts[Looks.Bin(small[i * 3], small[(i * 3) + 1], small[(i * 3) + 2])]++;
                    total++;
                }
            }
        }

        return total;
    }

    /// <summary>Counts and frames every body, and lets it remember its place.</summary>
    private void Count()
    {
        SharedPixels = 0;
        foreach (var body in _bodies)
        {
            var (pixels, area) = (0, default(PixelArea));
            foreach (ref readonly var run in _finder.Runs)
            {
                var count = body.IsThere ? _labels.AsSpan(run.Start, run.Length).Count(body.Bit) : 0;
                if (count == 0)
                {
                    continue;
                }

                var (row, left) = Math.DivRem(run.Start, _width);
                var frame = new PixelArea(left, row, left + run.Length, row + 1);
                pixels += count;
                area = area.IsEmpty ? frame : area.Join(frame);
                SharedPixels += body != Own && (_finder.Parts[run.Part].Owner & OwnBit) != 0 ? count : 0;
            }

            if (body.IsThere)
            {
                body.Remember(_labels, pixels, area);
            }
        }
    }
}
