using StreamShield.Core.People;
using StreamShield.Core.Pixels;

namespace StreamShield.Tests.Core.People;

public sealed class TouchSplitTests
{
    private const int Width = 64;
    private const int Height = 32;
    private const int Common = 10 * Height;

    /// <summary>Two bodies share ten columns. The streamer stands still and the other one moves by three pixels; the picture there does what the one
    /// in front does. A second ago says nothing about who is in front now.</summary>
    [Theory]
    [InlineData(2000, true, 0, 1900 + Common)]
    [InlineData(2000, false, 0, 1900 - (Common / 4))]
    [InlineData(-2000, true, 0, -1900 + Common)]
    [InlineData(-2000, false, 0, -1900 - Common)]
    [InlineData(-2000, true, 0.3, -1900 + Common)]
    [InlineData(-2000, true, 1, -1900)]
    public void Somebody_in_front_is_taken_for_somebody_behind_only_on_more_evidence(float before, bool otherMoves, double unseen, float after)
    {
        var own = Standing(1, 0);
        own.Move(default, unseen, (byte)(Body.Seen * unseen / Body.Memory), isHidden: false);
        var other = Standing(2, 3);
        other.Front = before;
        var random = new Random(5);
        var last = new byte[Width * Height * 3];
        random.NextBytes(last);
        var now = new byte[last.Length];
        for (var i = 0; i < last.Length; i++)
        {
            now[i] = otherMoves ? last[Math.Max(0, i - 9)] : last[i];
        }

        TouchSplit.Order(own, other, last, now, Width, 1 / 30.0);

        // A few pixels of noise look alike by chance.
        Assert.InRange(other.Front, after - 8, after + 8);
    }

    private static Body Standing(byte bit, int shift)
    {
        var body = new Body(Width, Height, bit) { IsThere = true };
        var labels = new byte[Body.Padded(Width * Height)];
        for (var i = 0; i < Width * Height; i++)
        {
            labels[i] = i % Width >= 20 - shift && i % Width < 30 - shift ? bit : (byte)0;
        }

        body.Remember(labels, Common, new PixelArea(20 - shift, 0, 30 - shift, Height));
        body.Move((shift, 0), 1 / 30.0, 3, isHidden: false);
        return body;
    }
}
