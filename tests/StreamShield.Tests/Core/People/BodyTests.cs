using CsCheck;
using StreamShield.Core.People;
using StreamShield.Core.Pixels;

namespace StreamShield.Tests.Core.People;

/// <summary>Where a tracked person was, after a motion.</summary>
public sealed class BodyTests
{
    private const int Width = 64;
    private const int Height = 20;

    [Fact]
    public void Places_move_along_and_go_on_beyond_the_edge_of_who_is_cut_off_there() =>
        Gen.Select(Gen.Int[-150, 150], Gen.Int[-50, 50], Gen.Bool, Gen.Int[0, Width - 1], Gen.Int[0, Height - 1], Gen.Int[1, 64], Gen.Int[1, 20]).Sample((x, y, isCutOff, left, top, width, height) =>
        {
            bool Covers(int column, int row) => column >= left && column < left + width && row >= top && row < top + height;
            var bit = isCutOff ? BodyMap.OwnBit : (byte)2;
            var body = new Body(Width, Height, bit) { IsThere = true };
            var labels = new byte[Body.Padded(Width * Height)];
            for (var i = 0; i < Width * Height; i++)
            {
                labels[i] = Covers(i % Width, i / Width) ? bit : (byte)0;
            }

            body.Remember(labels, 1, new PixelArea(left, top, left + width, top + height));
            body.Move((x, y), 1 / 30.0, fall: 3, isHidden: false);
            for (var i = 0; i < Width * Height; i++)
            {
                var (column, row) = ((i % Width) - x, (i / Width) - y);
                var isInside = column is >= 0 and < Width && row is >= 0 and < Height;
                var isClaimed = (isInside || isCutOff) && Covers(Math.Clamp(column, 0, Width - 1), Math.Clamp(row, 0, Height - 1));
                Assert.Equal(isClaimed ? Body.Seen - 3 : 0, body.Claims[i]);
            }
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_who_moved_can_move_on_unseen_behind_the_streamer(bool moves)
    {
        var body = new Body(Width, Height, 1) { IsThere = true, Front = -1 };
        body.StandApart(100, passed: 0.2, moves);
        body.Remember(new byte[Body.Padded(Width * Height)], 49, new PixelArea(0, 0, 10, 5));
        Assert.Equal(moves, body.IsHidden);
    }

    [Fact]
    public void Who_is_overlooked_in_front_moves_on_unseen_for_half_a_second_only()
    {
        var body = new Body(Width, Height, 1) { IsThere = true, Front = 1 };
        body.StandApart(100, passed: 0.2, moves: true);
        body.Remember(new byte[Body.Padded(Width * Height)], 49, new PixelArea(0, 0, 10, 5));
        Assert.True(body.IsHidden);
        body.Move(default, passed: 0.4, fall: 3, isHidden: true);
        Assert.True(body.IsHidden);
        body.Move(default, passed: 0.2, fall: 3, isHidden: true);
        Assert.False(body.IsHidden);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void Who_is_hidden_behind_the_streamer_may_have_stopped(float front, bool mayStop)
    {
        var body = new Body(Width, Height, 2) { IsThere = true, Front = front };
        var labels = new byte[Body.Padded(Width * Height)];
        labels[20] = 2;
        body.Remember(labels, 1, new PixelArea(20, 0, 21, 1));
        body.Move((6, 0), 1 / 30.0, fall: 3, isHidden: true);
        Assert.Equal((mayStop, true, true), (body.Claims[20] > 0, body.Claims[26] > 0, body.Claims[27] > 0));
    }

    /// <summary>A model often overlooks who comes in for a picture, and its matte may end short of the edge.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Who_comes_in_still_does_after_a_frame_unseen_and_just_short_of_the_edge(int left, bool isEntering)
    {
        var body = new Body(Width, Height, 1) { IsThere = true };
        var labels = new byte[Body.Padded(Width * Height)];
        body.IsEntering = true;
        body.Remember(labels, 0, default);
        Assert.True(body.IsEntering);
        body.Remember(labels, 50, new PixelArea(left, 0, left + 10, 5));
        Assert.Equal(isEntering, body.IsEntering);
    }

    /// <summary>A place that the streamer has left is no longer recent after an eighth of a second, but stays claimed. A frame without anybody, or
    /// somebody else in front, changes nothing.</summary>
    [Theory]
    [InlineData(BodyMap.OwnBit, 0, 1, true)]
    [InlineData(BodyMap.OwnBit, 0, 2, true)]
    [InlineData(BodyMap.OwnBit, 0, 5, false)]
    [InlineData(BodyMap.OwnBit, 2, 12, true)]
    [InlineData(2, 0, 12, true)]
    public void Where_nobody_is_any_longer_nobody_has_just_been(byte bit, byte label, int frames, bool isRecent)
    {
        const int Fall = 3;
        var body = new Body(Width, Height, bit) { IsThere = true };
        var labels = new byte[Body.Padded(Width * Height)];
        labels.AsSpan().Fill(bit);
        for (var i = 0; i <= frames; i++)
        {
            body.Remember(labels, Width * Height, new PixelArea(0, 0, Width, Height));
            body.Move(default, passed: 1 / 30.0, Fall, isHidden: false);
            labels.AsSpan().Fill(label);
        }

        Assert.Equal(isRecent, body.Claims[0] >= Body.Recent);
        Assert.InRange(body.Claims[0], Body.Recent - (3 * Fall), Body.Seen);
    }

    /// <summary>Of who comes in, the first fragments seem to move anyhow. The walk that is measured once more is seen counts, not their average.</summary>
    [Theory]
    [InlineData(110, 6)]
    [InlineData(90, 3)]
    public void A_fragment_tells_nothing_about_the_speed(int pixels, int perFrame)
    {
        const double Frame = 1 / 30.0;
        var body = new Body(Width, Height, 2) { IsThere = true };
        var labels = new byte[Body.Padded(Width * Height)];
        Walk((0, 0), 45);
        Walk((6, 0), pixels);

        Assert.Equal((perFrame, 0), body.Coast(Frame));

        void Walk((int X, int Y) shift, int seen)
        {
            for (var i = 0; i < 6; i++)
            {
                body.Remember(labels, seen, new PixelArea(0, 0, 10, 5));
                body.LearnSpeed(shift, Frame);
                body.Move(shift, Frame, fall: 3, isHidden: false);
            }
        }
    }
}
