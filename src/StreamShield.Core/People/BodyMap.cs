using System.Numerics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>Tracks who is where in everybody's coarse matte: its connected parts, and the bodies tracked through them. <see cref="Read"/> takes a
/// frame, the caller sets the <see cref="Component.Owner"/> of each part, and <see cref="Settle"/> turns the owners into labels. Allocates only on
/// construction.</summary>
internal sealed class BodyMap : IDisposable
{
    /// <summary>The streamer's bit in label planes.</summary>
    public const byte OwnBit = 1;

    /// <summary>Number of people tracked separately besides the streamer. The last body stands for all further ones.</summary>
    private const int MaxOthers = 5;
    private const byte AllOthers = ((1 << MaxOthers) - 1) << 1;

    /// <summary>Share of a newcomer's pixels that must have changed for somebody to be coming in. Where furniture appears in a matte, the picture does
    /// not change.</summary>
    private const double Entering = 0.5;

    /// <summary>Coarse alpha at and above which a pixel belongs to somebody.</summary>
    public const byte Present = 128;

    private readonly int _width;
    private readonly ComponentFinder _finder;
    private readonly MotionPlane _motion;
    private readonly PixelBuffer _last;
    private readonly LabelPlane _labels;
    private readonly PartOverlaps _overlaps;
    private readonly int[] _counts = new int[Looks.Bins];
    private readonly Body[] _bodies;
    private double _passed;
    private double _fall;

    /// <param name="width">Width of the mattes, at least 32.</param>
    /// <param name="height">Height of the mattes.</param>
    public BodyMap(int width, int height)
    {
        _width = width;
        _finder = new ComponentFinder(width, height);
        _motion = new MotionPlane(width * height);
        _last = new PixelBuffer(width * height * 3);
        _bodies = [.. Enumerable.Range(0, MaxOthers + 1).Select(i => new Body(width, height, (byte)(OwnBit << i)))];
        _overlaps = new PartOverlaps(_finder, _bodies);
        _labels = new LabelPlane(width, height, _bodies, _motion);
    }

    public Body Own => _bodies[0];

    /// <summary>All other bodies, including unused ones.</summary>
    public ReadOnlySpan<Body> Others => _bodies.AsSpan(1);

    /// <summary>The colours of the streamer.</summary>
    public Looks OwnLooks { get; } = new();

    public Span<Component> Parts => _finder.Parts;

    /// <summary>Takes the next frame: finds the parts, and moves the tracked bodies.</summary>
    /// <param name="alpha">Everybody's coarse matte.</param>
    /// <param name="small">The frame at the matte's size, B G R.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    public void Read(ReadOnlySpan<byte> alpha, ReadOnlySpan<byte> small, double passed)
    {
        _finder.Find(alpha, Present);
        _motion.Read(small, passed);
        _passed = passed;
        _fall += passed * Body.Seen / Body.Memory;
        var fall = (byte)Math.Clamp(_fall, 1, Body.Seen);   // at least 1, to tell the last frame's claims from older ones
        _fall = Math.Max(0, _fall - fall);
        foreach (var body in _bodies)
        {
            if (body.IsThere)
            {
                var isHidden = body != Own && body.IsHidden;
                var shift = isHidden ? body.Coast(passed) : Motion(body, small);
                if (!isHidden)
                {
                    body.LearnSpeed(shift, passed);
                }

                body.Move(shift, passed, fall, isHidden);
            }
        }

        _labels.IsCovered = false;
        foreach (var other in Others)
        {
            if (other.IsThere)
            {
                TouchSplit.Order(Own, other, _last.Span, small, _width, passed);
                _labels.IsCovered |= other.Front > 0;
            }
        }

        small.CopyTo(_last.Span);
        Locate();
    }

    /// <inheritdoc cref="ComponentFinder.PartAt"/>
    public int PartAt(int pixel) => _finder.PartAt(pixel);

    /// <summary>The body in a part that claims a pixel; null for none.</summary>
    public Body? BodyAt(int part, int pixel) => TouchSplit.Claimant(_bodies, _finder.Parts[part].Others, pixel);

    /// <summary>True where the streamer was within the last seconds, and nobody else has the better claim.</summary>
    public bool IsClaimedByOwn(int pixel) => TouchSplit.Claimant(_bodies, AllOthers, pixel) == Own;

    /// <inheritdoc cref="PartOverlaps.Largest"/>
    public Body? Largest(int part) => _overlaps.Largest(part);

    /// <summary>Reserves a body for a newcomer: a free one, or the last one when all are in use.</summary>
    public Body Newcomer()
    {
        var free = Array.Find(_bodies, static body => !body.IsThere && body.Bit != OwnBit) ?? _bodies[^1];
        free.IsThere = true;
        return free;
    }

    /// <summary>Exchanges the streamer with another body.</summary>
    public void Swap(Body other)
    {
        Own.Swap(other);
        (_bodies[0], _bodies[BitOperations.TrailingZeroCount(Own.Bit)]) = (other, Own);
        OwnLooks.Forget();
        foreach (ref var part in _finder.Parts)
        {
            (part.Grown, part.Others) = (0, 0);
        }

        Locate();
    }

    /// <summary>Resets all bodies.</summary>
    public void ForgetAll()
    {
        OwnLooks.Forget();
        foreach (var body in _bodies)
        {
            body.Forget();
        }
    }

    /// <summary>Compares the next frame with none before it.</summary>
    public void ForgetMotion() => _motion.Forget();

    /// <summary>Share of a part that has the streamer's colours, 0 to 1.</summary>
    public float Match(int part) => OwnLooks.Match(_counts, CountColours(part));

    /// <summary>Updates the streamer's colours from this frame by the given share.</summary>
    public void Learn(float share) => OwnLooks.Learn(_counts, CountColours(-1), share);

    /// <summary>Splits the streamer's part: what lies outside the given columns goes to a new body.</summary>
    public void Cut(int number, int left, int right)
    {
        var other = Newcomer();
        Give(number, other, Own);
        Give(number, Own, other, left, right);
        other.StandApart(_finder.Parts[number].Area / 2, passed: 0, moves: false);
        other.IsCut = true;
        ref var part = ref _finder.Parts[number];
        (part.Owner, part.Others) = ((byte)(OwnBit | other.Bit), other.Bit);
    }

    /// <inheritdoc cref="ComponentFinder.MeasureColumns"/>
    public void MeasureColumns(int part, Span<int> tops, Span<int> pixels) => _finder.MeasureColumns(part, tops, pixels);

    /// <summary>Gives a whole part that was the streamer's to a new body.</summary>
    public void GiveWhole(int number)
    {
        var other = Newcomer();
        Give(number, other, Own);
        _finder.Parts[number].Owner = other.Bit;
    }

    /// <summary>Gives one whole part to the streamer, and another one to the body that the streamer was mixed up with.</summary>
    public void Untangle(int hers, int theirs)
    {
        var other = Largest(hers)!;
        Give(hers, Own, other);
        Give(theirs, other, Own);
        (_finder.Parts[hers].Owner, _finder.Parts[theirs].Owner, other.Front) = (OwnBit, other.Bit, 0);
    }

    /// <summary>Labels every pixel by the owners of its part and records where everybody is.</summary>
    /// <param name="follows">The streamer's matte from a model that follows the streamer; empty when there is none.</param>
    public void Settle(ReadOnlySpan<byte> follows)
    {
        _labels.Fill(_finder, follows, _passed);
        Count();
        _labels.Cover(follows);
    }

    /// <inheritdoc cref="LabelPlane.Hide"/>
    public void Hide(Span<byte> alpha, ReadOnlySpan<byte> everybody) => _labels.Hide(alpha, everybody);

    /// <inheritdoc/>
    public void Dispose()
    {
        _last.Dispose();
        _motion.Dispose();
    }

    private void Locate()
    {
        _labels.FindNear();
        _overlaps.Measure(_labels.Near);
    }

    private (int X, int Y) Motion(Body body, ReadOnlySpan<byte> small) =>
        _labels.Moves(body) ? LayerMotion.Find(_last.Span, small, _labels.Labels.AsSpan(0, small.Length / 3), body.Bit, body.Area, _width, body.Shift) : default;

    private void Give(int number, Body to, Body from, int left = 0, int right = int.MaxValue)
    {
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                if (i % _width >= left && i % _width < right)
                {
                    (from.Claims[i], to.Claims[i]) = (0, Body.Seen);
                }
            }
        }
    }

    /// <summary>Counts the colours of a part, or of the streamer's pixels if the part is below 0.</summary>
    private int CountColours(int part)
    {
        _counts.AsSpan().Clear();
        var total = 0;
        var small = _last.Span;
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; (part < 0 || run.Part == part) && i < run.Start + run.Length; i++)
            {
                if (part >= 0 || _labels.Labels[i] == OwnBit)
                {
                    _counts[Looks.Bin(small[i * 3], small[(i * 3) + 1], small[(i * 3) + 2])]++;
                    total++;
                }
            }
        }

        return total;
    }

    /// <summary>Counts the pixels of every body, computes its bounding box, and records its place.</summary>
    private void Count()
    {
        foreach (var body in _bodies)
        {
            if (!body.IsThere)
            {
                continue;
            }

            var (pixels, area, apart) = (0, default(PixelArea), 0);
            foreach (ref readonly var run in _finder.Runs)
            {
                var labels = _labels.Labels.AsSpan(run.Start, run.Length);
                var count = labels.Count(body.Bit);
                if (count > 0)
                {
                    var (row, left) = Math.DivRem(run.Start, _width);
                    var frame = new PixelArea(left + labels.IndexOf(body.Bit), row, left + labels.LastIndexOf(body.Bit) + 1, row + 1);
                    (pixels, area) = (pixels + count, area.IsEmpty ? frame : area.Join(frame));
                    apart = Math.Max(apart, _finder.Parts[run.Part].Owner == body.Bit ? _finder.Parts[run.Part].Area : 0);
                }
            }

            body.Remember(_labels.Labels, pixels, area);
            if (apart * 2 > pixels)
            {
                body.StandApart(apart, _passed, _labels.Moves(body));
                body.IsEntering |= body != Own && body.Age == 0 && body.IsAtSide && _labels.ChangedShare(body) > Entering;
            }
            else if (body.IsEntering)
            {
                // A hand may be the streamer's.
                body.StandApart(Math.Max(body.ApartPixels, pixels), _passed, pixels * LabelPlane.HandPart > Own.Pixels && _labels.Moves(body));
            }
        }
    }
}
