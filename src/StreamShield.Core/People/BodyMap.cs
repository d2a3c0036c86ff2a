using System.Numerics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>
/// Who is where in one frame's coarse matte of everybody: its connected parts, and the bodies that are tracked through them. <see cref="Read"/> looks at a frame, its caller sets
/// each part's <see cref="Component.Owner"/>, <see cref="Settle"/> makes labels of them. Allocates only when made.
/// </summary>
internal sealed class BodyMap : IDisposable
{
    /// <summary>The streamer's bit.</summary>
    public const byte OwnBit = 1;

    /// <summary>Bodies that are told apart beside the streamer; the last stands for all further ones.</summary>
    private const int MaxOthers = 5;

    /// <summary>Coarse alpha from which a pixel counts as somebody.</summary>
    private const byte Present = 128;

    /// <summary>Farthest that a limb moves in one frame, in parts of the matte's width.</summary>
    private const int LimbPart = 42;

    /// <summary>Pixels of soft rim that belong to the streamer, and of margin hidden towards others.</summary>
    private const int Rim = 2;

    private readonly int _width;
    private readonly ComponentFinder _finder;
    private readonly MotionPlane _motion;
    private readonly PlaneSpread _spread;
    private readonly PixelBuffer _last;
    private readonly byte[] _labels;
    private readonly byte[] _near;
    private readonly byte[] _nearOthers;
    private readonly byte[] _covered;
    private readonly int[] _overlaps;
    private readonly int[] _counts = new int[Looks.Bins];
    private readonly Body[] _bodies;
    private double _fall;

    /// <param name="width">Of the mattes, at least 64.</param>
    /// <param name="height">Of the mattes.</param>
    public BodyMap(int width, int height)
    {
        _width = width;
        _finder = new ComponentFinder(width, height);
        _motion = new MotionPlane(width * height);
        _spread = new PlaneSpread(width, height);
        _last = new PixelBuffer(width * height * 3);
        _labels = new byte[Body.Padded(width * height)];
        _near = new byte[_labels.Length];
        _nearOthers = new byte[_labels.Length];
        _covered = new byte[_labels.Length];
        _bodies = [.. Enumerable.Range(0, MaxOthers + 1).Select(i => new Body(width, height, (byte)(OwnBit << i)))];
        _overlaps = new int[_finder.MaxParts * _bodies.Length];
    }

    /// <summary>The streamer.</summary>
    public Body Own => _bodies[0];

    /// <summary>Everybody else who may be tracked.</summary>
    public ReadOnlySpan<Body> Others => _bodies.AsSpan(1);

    /// <summary>How the streamer looks.</summary>
    public Looks OwnLooks { get; } = new();

    /// <summary>The connected parts of the matte.</summary>
    public Span<Component> Parts => _finder.Parts;

    /// <summary>Looks at a frame.</summary>
    /// <param name="alpha">Everybody's coarse matte.</param>
    /// <param name="small">The frame at that size, B G R.</param>
    /// <param name="passed">Seconds since the last one.</param>
    public void Read(ReadOnlySpan<byte> alpha, ReadOnlySpan<byte> small, double passed)
    {
        _finder.Find(alpha, Present);
        _motion.Read(small, passed);
        _fall += passed * Body.Seen / Body.Memory;
        var fall = (byte)Math.Clamp(_fall, 1, Body.Seen);
        _fall = Math.Max(0, _fall - fall);
        foreach (var body in _bodies)
        {
            if (body.IsThere)
            {
                // Who is not seen for a moment goes on as before.
                var shift = body.Area.IsEmpty && body != Own ? body.Shift
                    : HasMoved(body) ? LayerMotion.Find(_last.Span, small, _labels.AsSpan(0, alpha.Length), body.Bit, body.Area, _width, body.Shift) : default;
                body.Move(shift, passed, fall, Own);
            }
        }

        foreach (var other in Others)
        {
            if (other.IsThere && Own.IsThere)
            {
                TouchSplit.Order(Own, other, _last.Span, small, _width);
            }
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

    /// <summary>Who of those in a part has a pixel of it, or null.</summary>
    public Body? BodyAt(int part, int pixel)
    {
        var bit = TouchSplit.Claimant(_bodies, _finder.Parts[part].Others, pixel);
        return bit == 0 ? null : _bodies[BitOperations.TrailingZeroCount(bit)];
    }

    /// <summary>A body for somebody who came; the last one when all are taken.</summary>
    public Body Newcomer()
    {
        var free = _bodies[^1];
        foreach (var other in Others)
        {
            if (!other.IsThere)
            {
                free = other;
                break;
            }
        }

        free.IsThere = true;
        return free;
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

    /// <summary>The streamer and somebody else change places.</summary>
    public void Swap(Body other)
    {
        Own.Swap(other);
        OwnLooks.Forget();
        foreach (ref var part in _finder.Parts)
        {
            (part.Own, part.Grown, part.Others, part.GrownFromEdge) = (0, 0, 0, false);
        }

        Measure();
    }

    /// <summary>Nobody is tracked any more.</summary>
    public void ForgetAll()
    {
        OwnLooks.Forget();
        foreach (var body in _bodies)
        {
            body.Forget();
        }

        Array.Clear(_labels);
    }

    /// <summary>How much of a part has the streamer's colours, 0 to 1.</summary>
    public float Match(int part) => OwnLooks.Match(_counts, CountColours(part, 0));

    /// <summary>Takes in how the streamer looks.</summary>
    public void Learn(float share) => OwnLooks.Learn(_counts, CountColours(-1, OwnBit), share);

    /// <summary>Takes from the streamer's part what lies outside some columns, for a newcomer.</summary>
    public void Cut(int number, int left, int right)
    {
        var other = Newcomer();
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                (i % _width >= left && i % _width < right ? Own : other).Claims[i] = Body.Seen;
            }
        }

        other.StandApart(_finder.Parts[number].Area / 2, 0);
        other.IsCut = true;
        Admit(number, other);
    }

    /// <summary>The highest row of a part in each of its frame's columns.</summary>
    public void FindTops(int number, Span<int> tops)
    {
        var frame = _finder.Parts[number].Frame;
        tops.Fill(frame.Bottom);
        foreach (ref readonly var run in _finder.Runs)
        {
            var (row, left) = Math.DivRem(run.Start, _width);
            for (var x = left; run.Part == number && x < left + run.Length; x++)
            {
                tops[x - frame.Left] = Math.Min(tops[x - frame.Left], row);
            }
        }
    }

    /// <summary>A part that was the streamer's becomes a newcomer's as a whole.</summary>
    public void GiveWhole(int number)
    {
        var other = Newcomer();
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                (Own.Claims[i], other.Claims[i]) = (0, Body.Seen);
            }
        }

        ref var part = ref _finder.Parts[number];
        other.StandApart(part.Area, 0);
        (part.Owner, part.Others, part.Own) = (other.Bit, (byte)(part.Others | other.Bit), 0);
    }

    /// <summary>What grew on a part becomes a newcomer's.</summary>
    public void GiveGrown(int number)
    {
        var other = Newcomer();
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                other.Claims[i] = _near[i] == 0 ? Body.Seen : other.Claims[i];
            }
        }

        Admit(number, other);
    }

    /// <summary>Labels every pixel by its part's owners and remembers where everybody is.</summary>
    /// <param name="follows">The streamer's own matte from a model that follows the streamer; empty when there is none.</param>
    /// <returns>Pixels of the streamer's parts that are not the streamer's.</returns>
    public int Settle(ReadOnlySpan<byte> follows)
    {
        Array.Clear(_labels);
        foreach (ref readonly var run in _finder.Runs)
        {
            ref readonly var part = ref _finder.Parts[run.Part];
            if (!IsShared(part, follows))
            {
                _labels.AsSpan(run.Start, run.Length).Fill(part.Owner);
                continue;
            }

            for (var i = run.Start; i < run.Start + run.Length; i++)
            {
                _labels[i] = Label(part.Others, i, follows);
            }
        }

        var withheld = Count();
        Cover(follows);
        return withheld;
    }

    /// <summary>The streamer is not there: nothing is labelled so.</summary>
    public void HideOwn() => _labels.AsSpan().Replace(OwnBit, (byte)0);

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
    public void Dispose()
    {
        _last.Dispose();
        _motion.Dispose();
    }

    private int Overlap(int part, Body body) => _overlaps[(part * _bodies.Length) + BitOperations.TrailingZeroCount(body.Bit)];

    private static bool IsShared(in Component part, ReadOnlySpan<byte> follows) => (part.Owner & OwnBit) != 0 && (part.Owner != OwnBit || !follows.IsEmpty);

    private void Admit(int number, Body other)
    {
        _finder.Parts[number].Others |= other.Bit;
        _finder.Parts[number].Owner |= (byte)(OwnBit | other.Bit);
    }

    /// <summary>
    /// Whose a pixel is in a part that is the streamer's as well. A model that follows the streamer decides; what it lets go of stays the streamer's when it was so, or moves by
    /// itself beside the streamer, and nobody else was there: what stands still and was never the streamer's is a chair. Where nobody was, it is of who was near.
    /// </summary>
    private byte Label(byte others, int pixel, ReadOnlySpan<byte> follows)
    {
        var claimant = TouchSplit.Claimant(_bodies, others, pixel);
        if (!follows.IsEmpty && follows[pixel] >= Present)
        {
            // It takes like clothes for the streamer's: where somebody else was seen just now, and the streamer was not, it is not believed.
            return claimant > OwnBit && IsBelieved(_bodies[BitOperations.TrailingZeroCount(claimant)], pixel) ? claimant : OwnBit;
        }

        if (claimant != 0)
        {
            return claimant;
        }

        var isNear = _near[pixel] != 0 && _nearOthers[pixel] == 0;
        var isOwn = follows.IsEmpty ? isNear : isNear && MovesByItself(pixel);
        return isOwn ? OwnBit : (byte)(others & -others);
    }

    private bool IsBelieved(Body other, int pixel) => other.HasMoved && !other.IsCut && (Own.Claims[pixel] < other.Claims[pixel] || other.Front > 0);

    private bool MovesByItself(int pixel) => _motion.Changed[pixel] != 0 && _covered[pixel] == 0;

    /// <summary>
    /// Notes where the streamer is in the picture: there the background changes when the streamer moves. What a following model let go of and what does not move is not seen anew.
    /// </summary>
    private void Cover(ReadOnlySpan<byte> follows)
    {
        var (own, all, fall) = (new Vector<byte>(OwnBit), Vector<byte>.AllBitsSet, new Vector<byte>((byte)Math.Min(Body.Seen, (Body.Seen - Own.Fresh) * Body.Memory / Body.HalfASecond)));
        for (var i = 0; i < _covered.Length; i += Vector<byte>.Count)
        {
            var old = Vector.Max(new Vector<byte>(_covered, i), fall) - fall;
            Vector.ConditionalSelect(Vector.Equals(new Vector<byte>(_labels, i), own), all, old).CopyTo(_covered, i);
            old.CopyTo(_near, i);
        }

        for (var i = 0; i < follows.Length; i++)
        {
            if (_labels[i] == OwnBit && follows[i] < Present)
            {
                _covered[i] = _near[i];
                if (!MovesByItself(i))
                {
                    Own.Unsee(i);
                }
            }
        }
    }

    /// <summary>Whether enough of a body's pixels changed of late to say that it moves.</summary>
    private bool HasMoved(Body body)
    {
        var (all, changed) = (0, 0);
        for (var y = body.Area.Top; y < body.Area.Bottom; y += 2)
        {
            for (var i = (y * _width) + body.Area.Left; i < (y * _width) + body.Area.Right; i += 2)
            {
                // Where the streamer was, the streamer's coming and going changes the picture.
                if ((_labels[i] & body.Bit) != 0 && (body == Own || Own.Claims[i] == 0))
                {
                    all++;
                    changed += _motion.Changed[i];
                }
            }
        }

        return changed * 25 > all;
    }

    /// <summary>Measures for each part how much of it was whose.</summary>
    private void Measure()
    {
        _overlaps.AsSpan(0, _finder.Parts.Length * _bodies.Length).Clear();
        for (var i = 0; i < _near.Length; i += Vector<byte>.Count)
        {
            Vector.Min(new Vector<byte>(Own.Claims, i), Vector<byte>.One).CopyTo(_near, i);
            var others = Vector<byte>.Zero;
            foreach (var other in Others)
            {
                others = other.IsThere ? others | Vector.GreaterThanOrEqual(new Vector<byte>(other.Claims, i), new Vector<byte>(other.Fresh)) : others;
            }

            others.CopyTo(_nearOthers, i);
        }

        _spread.Spread(_near, _near, Math.Max(2, _width / LimbPart));
        _spread.Spread(_nearOthers, _nearOthers, Math.Max(2, _width / LimbPart));
        foreach (ref readonly var run in _finder.Runs)
        {
            ref var part = ref _finder.Parts[run.Part];
            var (first, last) = (run.Start, run.Start + run.Length - 1);
            var grown = _near.AsSpan(first, run.Length).Count((byte)0);
            part.Grown += grown;
            part.GrownFromEdge |= (first % _width == 0 && _near[first] == 0) || ((last + 1) % _width == 0 && _near[last] == 0);
            for (var b = 0; b < _bodies.Length; b++)
            {
                if (_bodies[b].IsThere)
                {
                    _overlaps[(run.Part * _bodies.Length) + b] += run.Length - _bodies[b].Claims.AsSpan(first, run.Length).Count((byte)0);
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
    private int Count()
    {
        var withheld = 0;
        foreach (var body in _bodies)
        {
            if (!body.IsThere)
            {
                continue;
            }

            var (pixels, area, apart) = (0, default(PixelArea), 0);
            foreach (ref readonly var run in _finder.Runs)
            {
                var count = _labels.AsSpan(run.Start, run.Length).Count(body.Bit);
                if (count > 0)
                {
                    var (row, left) = Math.DivRem(run.Start, _width);
                    var frame = new PixelArea(left, row, left + run.Length, row + 1);
                    (pixels, area) = (pixels + count, area.IsEmpty ? frame : area.Join(frame));
                    apart = Math.Max(apart, _finder.Parts[run.Part].Owner == body.Bit ? _finder.Parts[run.Part].Area : 0);
                }

                withheld += body == Own && (_finder.Parts[run.Part].Owner & OwnBit) != 0 ? run.Length - count : 0;
            }

            body.Remember(_labels, pixels, area);
            if (apart > 0)
            {
                body.StandApart(apart, _motion.Passed * (HasMoved(body) ? 1 : 0));
            }
        }

        return withheld;
    }
}
