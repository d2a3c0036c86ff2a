using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Devices.Sources;

public sealed class PacerTests
{
    private readonly JumpingTime _time = new();

    [Fact]
    public void Waits_do_not_add_up()
    {
        using var pacer = new Pacer(_time);
        for (var i = 0; i < 3000; i++)
        {
            Assert.Equal(TimeSpan.Zero, pacer.WaitUntil(TimeSpan.FromSeconds(i / 29.97)));
        }

        Assert.InRange(_time.Waited.TotalSeconds, 2999 / 29.97, (2999 / 29.97) + 0.002);
    }

    [Fact]
    public void Says_how_late_a_picture_is()
    {
        using var pacer = new Pacer(_time);
        pacer.WaitUntil(TimeSpan.FromSeconds(5));
        _time.Pass(TimeSpan.FromMilliseconds(100));
        Assert.Equal(60, pacer.WaitUntil(TimeSpan.FromSeconds(5.04)).TotalMilliseconds, 1.0);
    }

    [Fact]
    public void Starts_anew_after_a_long_pause_instead_of_leaving_out_minutes()
    {
        using var pacer = new Pacer(_time);
        pacer.WaitUntil(TimeSpan.Zero);
        _time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.Zero, pacer.WaitUntil(TimeSpan.FromMilliseconds(40)));
        var before = _time.Waited;
        pacer.WaitUntil(TimeSpan.FromMilliseconds(80));
        Assert.Equal(40, (_time.Waited - before).TotalMilliseconds, 1.0);
    }

    [Fact]
    public void The_pattern_numbers_show_what_a_late_reader_missed()
    {
        var size = new FrameSize(64, 32);
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        using var source = new PatternSource(size, 25, paced: true, _time);
        source.Open();
        source.Read(frame);
        Assert.Equal(0, PatternNumber.Read(frame));
        _time.Pass(TimeSpan.FromMilliseconds(210));
        source.Read(frame);
        Assert.Equal(5, PatternNumber.Read(frame));
        source.Read(frame);
        Assert.Equal(6, PatternNumber.Read(frame));
    }
}
