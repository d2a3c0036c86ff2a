using System.Numerics;

namespace StreamShield.Core.People;

/// <summary>Divides a part of the matte in which the streamer and others touch, by place alone: each pixel goes to its previous owner, after that
/// owner's motion; where both were, to whoever is in front. Colours are not used, because people wear the colours of chairs, walls and each other.
/// Does not allocate.</summary>
internal static class TouchSplit
{
    /// <summary>Seconds in which the evidence of who is in front falls to a third.</summary>
    private const double Fade = 0.65;

    /// <summary>Divides the votes against somebody who counts as in front.</summary>
    private const int Reluctance = 4;

    /// <summary>Levels by which one motion must fit a pixel better than the other.</summary>
    private const int Clear = 8;

    /// <summary>Updates who is in front. Where both bodies were within the last half second, the motion that fits the picture better is that of the
    /// front one. The last frame alone would leave only the line between them, where labels are wrong most often.</summary>
    /// <param name="own">The streamer.</param>
    /// <param name="other">The body that touches the streamer.</param>
    /// <param name="last">The last small frame, B G R.</param>
    /// <param name="now">This small frame.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    public static void Order(Body own, Body other, ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, int width, double passed)
    {
        var pixels = now.Length / 3;
        var (toOwn, toOther) = ((own.Shift.Y * width) + own.Shift.X, (other.Shift.Y * width) + other.Shift.X);
        var votes = 0;
        for (var i = 0; toOwn != toOther && i < pixels; i++)
        {
            if (own.Claims[i] >= Body.Recent && other.Claims[i] >= Body.Recent && (uint)(i - toOwn) < (uint)pixels && (uint)(i - toOther) < (uint)pixels)
            {
                var better = Difference(now, i, last, i - toOwn) - Difference(now, i, last, i - toOther);
                votes += better > Clear ? 1 : better < -Clear ? -1 : 0;
            }
        }

        // To take somebody in front for somebody behind shows that person, so that needs more evidence.
        votes = other.Front > 0 && votes < 0 ? votes / Reluctance : votes;
        other.Front = toOwn == toOther ? other.Front : (other.Front * (float)Math.Exp(-passed / Fade)) + votes;
    }

    /// <summary>The body in a part that claims a pixel; null for none.</summary>
    /// <param name="bodies">All bodies, the streamer first.</param>
    /// <param name="others">Bits of the other bodies in the part.</param>
    /// <param name="pixel">Index of the pixel.</param>
    public static Body? Claimant(ReadOnlySpan<Body> bodies, byte others, int pixel)
    {
        var own = bodies[0];
        Body? best = null;
        for (var left = others; left != 0; left &= (byte)(left - 1))
        {
            var body = bodies[BitOperations.TrailingZeroCount(left)];
            best = body.Claims[pixel] > (best?.Claims[pixel] ?? 0) ? body : best;
        }

        if (own.Claims[pixel] == 0 || best is null || best.Yields)
        {
            return own.Claims[pixel] > 0 ? own : best;
        }

        // Whoever is in front still covers what the model overlooks for a moment.
        if (best.Front > 0 && best.Claims[pixel] >= Body.Recent)
        {
            return best;
        }

        // Whoever was there last reappears; of two who were just there, whoever is in front covers the other.
        var lead = own.Claims[pixel] - best.Claims[pixel];
        return lead > 0 || (lead == 0 && (own.Claims[pixel] >= own.Fresh) == (best.Front <= 0)) ? own : best;
    }

    private static int Difference(ReadOnlySpan<byte> now, int at, ReadOnlySpan<byte> last, int from) =>
        Math.Abs(now[at * 3] - last[from * 3]) + Math.Abs(now[(at * 3) + 1] - last[(from * 3) + 1]) + Math.Abs(now[(at * 3) + 2] - last[(from * 3) + 2]);
}
