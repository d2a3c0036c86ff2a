using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Devices.Synthetic;

public sealed class PatternNumberTests
{
    [Fact]
    public void Every_number_comes_back_at_every_size()
    {
        foreach (var size in new[] { new FrameSize(32, 32), new FrameSize(64, 32), new FrameSize(1280, 720) })
        {
            using var pool = new FramePool(size, 1);
            using var frame = pool.Rent();
            Gen.Long[0, long.MaxValue].Sample(
                number =>
                {
                    PatternNumber.Write(frame, number);
                    return PatternNumber.Read(frame) == number % PatternNumber.Modulus;
                },
                iter: 200,
                threads: 1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(255)]
    public void A_picture_without_a_number_has_none(byte level)
    {
        using var pool = new FramePool(new FrameSize(64, 64), 1);
        using var frame = pool.Rent();
        frame.Pixels.Fill(level);
        Assert.Equal(-1, PatternNumber.Read(frame));
    }

    [Fact]
    public void The_slate_has_none()
    {
        using var frame = new ShieldedFrame(new FrameSize(64, 64));
        Assert.Equal(-1, PatternNumber.Read(frame));
    }
}
