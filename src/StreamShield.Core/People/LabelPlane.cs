using System.Numerics;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>Decides for each pixel of everybody's coarse matte whose it is, and hides what is not the streamer's. Allocates only on
/// construction.</summary>
/// <param name="width">Width of the mattes.</param>
/// <param name="height">Height of the mattes.</param>
/// <param name="bodies">Everybody who is tracked, the streamer first.</param>
/// <param name="motion">Where the picture changes.</param>
internal sealed class LabelPlane(int width, int height, Body[] bodies, MotionPlane motion)
{
    /// <summary>The matte's width divided by this is the farthest that a limb moves in one frame.</summary>
    private const int LimbPart = 42;

    /// <summary>Share of a body's pixels that must have changed for it to move.</summary>
    private const double Moving = 0.04;

    /// <summary>A body's pixels divided by this must be judged to say that it stopped: an eighth, of which every fourth pixel is looked at.</summary>
    private const int Judged = 32;

    /// <summary>The streamer's pixels divided by this are more than a hand.</summary>
    public const int HandPart = 8;

    /// <summary>Time constant in seconds over which the pixels of a hand are counted.</summary>
    private const double Swing = 0.5;

    /// <summary>Width in pixels of the soft rim that belongs to the streamer, and of the hidden margin towards others.</summary>
    private const int Rim = 2;

    private readonly PlaneSpread _spread = new(width, height);
    private readonly byte[] _covered = new byte[Body.Padded(width * height)];
    private double _grown;
    private bool _swings;

    /// <summary>The bits of those whose a pixel is, in this frame. A padded plane.</summary>
    public byte[] Labels { get; } = new byte[Body.Padded(width * height)];

    /// <summary>The bits of those who were here, or may have got here since; until <see cref="Hide"/>. A padded plane.</summary>
    public byte[] Near { get; } = new byte[Body.Padded(width * height)];

    /// <summary>True when somebody was last seen to be in front of the streamer.</summary>
    public bool IsCovered { get; set; }

    private Body Own => bodies[0];

    /// <summary>Finds where everybody may be in this frame, by where they were.</summary>
    public void FindNear()
    {
        Array.Clear(Near);
        foreach (var body in bodies)
        {
            var (bit, least) = (new Vector<byte>(body.Bit), new Vector<byte>(body == Own ? (byte)1 : body.Fresh));
            for (var i = 0; body.IsThere && i < Near.Length; i += Vector<byte>.Count)
            {
                (new Vector<byte>(Near, i) | (Vector.GreaterThanOrEqual(new Vector<byte>(body.Claims, i), least) & bit)).CopyTo(Near, i);
            }

            // More of whoever comes in is seen with every frame, higher and lower than before.
            for (var i = 0; body.IsEntering && i < width * height; i++)
            {
                Near[i] |= i % width >= body.Area.Left && i % width < body.Area.Right ? body.Bit : (byte)0;
            }
        }

        _spread.Spread(Near, Near, Math.Max(2, width / LimbPart));
    }

    /// <summary>Labels every pixel by the owners of its part.</summary>
    /// <param name="finder">The parts, with their owners.</param>
    /// <param name="follows">The streamer's matte from a model that follows the streamer; empty when there is none.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    public void Fill(ComponentFinder finder, ReadOnlySpan<byte> follows, double passed)
    {
        Array.Clear(Labels);
        _swings = Swings(finder, passed);
        foreach (ref readonly var run in finder.Runs)
        {
            ref readonly var part = ref finder.Parts[run.Part];
            if (!IsShared(part, follows))
            {
                Labels.AsSpan(run.Start, run.Length).Fill(part.Owner);
                continue;
            }

            for (var i = run.Start; i < run.Start + run.Length; i++)
            {
                Labels[i] = Label(part.Others, i, follows);
            }
        }
    }

    /// <summary>Records where the streamer covers the background, because the picture changes there when the streamer moves. A pixel that the
    /// following model dropped and that does not move does not count as seen, nor does somebody else's that the model gives to the streamer.</summary>
    /// <param name="follows">As in <see cref="Fill"/>.</param>
    public void Cover(ReadOnlySpan<byte> follows)
    {
        var fall = new Vector<byte>((byte)Math.Min(Body.Seen, (Body.Seen - Own.Fresh) * Body.Memory / Body.HalfASecond));
        for (var i = 0; i < _covered.Length; i += Vector<byte>.Count)
        {
            (Vector.Max(new Vector<byte>(_covered, i), fall) - fall).CopyTo(_covered, i);
        }

        for (var i = 0; i < width * height; i++)
        {
            var label = Labels[i];
            if (label == 0)
            {
                continue;
            }

            var isFollowed = follows.IsEmpty || follows[i] >= BodyMap.Present;
            if (label == BodyMap.OwnBit && isFollowed)
            {
                _covered[i] = Body.Seen;
            }
            else if (label == BodyMap.OwnBit && ((IsNearOthers(i) && !IsCovered) || !MovesByItself(i)))
            {
                Own.Unsee(i);
            }
            else if (label != BodyMap.OwnBit && isFollowed && !follows.IsEmpty && !IsCovered)
            {
                bodies[BitOperations.TrailingZeroCount(label)].Unsee(i);
            }
        }
    }

    /// <summary>True when enough of a body's pixels changed recently to say that it moves, or when it moved before and too few can be told from the
    /// streamer's to say that it stopped.</summary>
    public bool Moves(Body body)
    {
        var (judged, changed) = CountChanged(body);
        return changed > Moving * judged || (body.HasMoved && judged * Judged < body.Pixels);
    }

    /// <summary>Share of a body's pixels that changed recently, 0 to 1.</summary>
    public double ChangedShare(Body body)
    {
        var (judged, changed) = CountChanged(body);
        return (double)changed / Math.Max(1, judged);
    }

    /// <summary>Counts every fourth of a body's pixels. Leaves out those where the streamer was, unless the body is in front: the streamer changes the
    /// picture there.</summary>
    private (int Judged, int Changed) CountChanged(Body body)
    {
        var (judged, changed) = (0, 0);
        for (var y = body.Area.Top; y < body.Area.Bottom; y += 2)
        {
            for (var i = (y * width) + body.Area.Left; i < (y * width) + body.Area.Right; i += 2)
            {
                if ((Labels[i] & body.Bit) != 0 && (body == Own || body.Front > 0 || Own.Claims[i] == 0))
                {
                    judged++;
                    changed += motion.Changed[i];
                }
            }
        }

        return (judged, changed);
    }

    /// <summary>Sets every pixel to 0 that is neither the streamer's nor on the streamer's rim, with a margin towards others.</summary>
    /// <param name="alpha">The streamer's matte from the model. Where the label is the streamer's, it rises to everybody's matte.</param>
    /// <param name="everybody">Everybody's matte; may be the same.</param>
    public void Hide(Span<byte> alpha, ReadOnlySpan<byte> everybody)
    {
        // All bits spread equally far, so only pixels with the streamer's bit alone are shown.
        _spread.Spread(Labels, Near, Rim);
        for (var i = 0; i < alpha.Length; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, alpha.Length - Vector<byte>.Count);
            var own = Vector.Equals(new Vector<byte>(Near, at), new Vector<byte>(BodyMap.OwnBit));
            var inside = Vector.Equals(new Vector<byte>(Labels, at), new Vector<byte>(BodyMap.OwnBit));
            (Vector.Max(new Vector<byte>(alpha[at..]), new Vector<byte>(everybody[at..]) & inside) & own).CopyTo(alpha[at..]);
        }
    }

    /// <summary>True while what is new in the streamer's part is no larger than a hand and nobody else is there: a hand that waves is faster than the model,
    /// and than <see cref="LimbPart"/>. What reaches the picture's side is somebody who comes in.</summary>
    private bool Swings(ComponentFinder finder, double passed)
    {
        var (grown, isAtSide) = (0, false);
        foreach (ref readonly var part in finder.Parts)
        {
            if (part.Owner == BodyMap.OwnBit)
            {
                grown += part.Grown;
                isAtSide |= part.Frame.Left <= Body.Edge || part.Frame.Right >= width - Body.Edge;
            }
        }

        _grown = (_grown * Math.Exp(-passed / Swing)) + grown;
        return _grown * HandPart < Own.Pixels && (Own.IsAtSide || !isAtSide) && IsAlone();
    }

    private bool IsAlone()
    {
        foreach (var body in bodies)
        {
            if (body is { IsThere: true, HasMoved: true } && body.Bit != BodyMap.OwnBit)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShared(in Component part, ReadOnlySpan<byte> follows) => (part.Owner & BodyMap.OwnBit) != 0 && (part.Owner != BodyMap.OwnBit || !follows.IsEmpty);

    /// <summary>Decides whose a pixel is in a part that the streamer shares. A model that follows the streamer decides first. A pixel it dropped
    /// stays the streamer's only when it was the streamer's before, or moves by itself next to the streamer with nobody else there: what stands still
    /// and never was the streamer's is a chair. Pixels that nobody claims go to somebody else who was near, unless that body is whole already.</summary>
    private byte Label(byte others, int pixel, ReadOnlySpan<byte> follows)
    {
        var claimant = TouchSplit.Claimant(bodies, others, pixel);
        if (!follows.IsEmpty && follows[pixel] >= BodyMap.Present)
        {
            // The model takes somebody who touches the streamer while coming in for a part of the streamer. What no limb can have reached is not.
            if (claimant is null && !IsNearOwn(pixel) && NearOther(others, pixel) is { IsEntering: true } newcomer)
            {
                return newcomer.Bit;
            }

            // The model mistakes similar clothes for the streamer's. Where somebody else was just seen, and the streamer was not, the model is
            // overruled.
            var isOverruled = claimant is { HasMoved: true, IsCut: false } && claimant != Own && (IsCovered || Own.Claims[pixel] < Body.Recent);
            return isOverruled ? claimant!.Bit : BodyMap.OwnBit;
        }

        if (claimant is not null)
        {
            return claimant != Own || follows.IsEmpty || IsCovered || !IsNearOthers(pixel) || Own.Claims[pixel] >= Body.Recent ? claimant.Bit : (byte)0;
        }

        if ((_swings || IsNearOwn(pixel)) && !IsNearOthers(pixel) && (follows.IsEmpty || MovesByItself(pixel)))
        {
            return BodyMap.OwnBit;
        }

        return NearOther(others, pixel) is { IsWhole: false } near ? near.Bit : (byte)0;
    }

    /// <summary>The first of the others in the part if somebody else was near this pixel; otherwise null.</summary>
    private Body? NearOther(byte others, int pixel) => others == 0 || !IsNearOthers(pixel) ? null : bodies[BitOperations.TrailingZeroCount(others)];

    private bool IsNearOwn(int pixel) => (Near[pixel] & BodyMap.OwnBit) != 0;

    private bool IsNearOthers(int pixel) => Near[pixel] > BodyMap.OwnBit;

    private bool MovesByItself(int pixel) => motion.Changed[pixel] != 0 && _covered[pixel] == 0;
}
