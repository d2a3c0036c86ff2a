using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>The sound fails closed, keeps to the picture's delay, and never clicks.</summary>
public class SoundShieldTests
{
    [Fact]
    public void Starts_silent_and_says_why()
    {
        var world = new SoundWorld(SoundWorld.Plain) { Sound = SoundWorld.Tone(440) };
        Assert.Equal(MuteReason.Starting, world.Shield.Reason);
        world.Go(5);
        Assert.All(world.Spoken, sample => Assert.Equal(0, sample));
        Assert.Equal(MuteReason.Settling, world.Shield.Reason);
        world.Go(30);
        Assert.Equal(MuteReason.None, world.Shield.Reason);
        Assert.InRange(Tones.Level(world.Last(10), 440), -12.3, -11.7);
    }

    [Fact]
    public void With_the_scrub_nothing_is_heard_before_its_filters_have_settled()
    {
        var world = new SoundWorld(new SoundSettings { Gate = false }) { Sound = SoundWorld.Tone(1500) };
        world.Go((int)(SoundShield.Settling.TotalSeconds * 100));
        Assert.All(world.Spoken, sample => Assert.Equal(0, sample));
        world.Go(20);
        Assert.InRange(Tones.Level(world.Last(5), 1500), -12.8, -11.5);
    }

    [Theory]
    [InlineData(Audibility.Hidden, MuteReason.Hidden)]
    [InlineData(Audibility.Away, MuteReason.Away)]
    public void Three_milliseconds_after_the_picture_is_hidden_there_is_silence(Audibility picture, MuteReason reason)
    {
        var world = Running(440);
        world.Picture = picture;
        world.Go(1);
        Assert.All(world.Last(1)[MuteFade.Closing..], sample => Assert.Equal(0, sample));
        world.Go(100);
        Assert.All(world.Last(100), sample => Assert.Equal(0, sample));
        Assert.Equal(reason, world.Shield.Reason);
        Assert.True(Tones.Click(world.Spoken) < -60, $"{Tones.Click(world.Spoken):0.0} dB");
    }

    [Fact]
    public void Nobody_in_the_picture_is_heard_when_that_was_chosen()
    {
        var world = Running(440, SoundWorld.Plain with { AudibleWhenAway = true });
        world.Picture = Audibility.Away;
        world.Go(50);
        Assert.InRange(Tones.Level(world.Last(10), 440), -12.3, -11.7);
        world.Picture = Audibility.Hidden;
        world.Go(1);
        Assert.Equal(0, world.Last(1)[^1]);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(700)]
    public void What_was_said_while_hidden_is_never_heard_later(double delayMs)
    {
        var world = Running(440);
        world.DelayMs = delayMs;
        world.Go(200);
        var begin = world.Spoken.Length;
        world.Picture = Audibility.Hidden;
        world.Sound = SoundWorld.Tone(2000);
        world.Go(90);
        world.Picture = Audibility.Live;
        world.Sound = SoundWorld.Tone(440);
        world.Go(1);
        Assert.Equal(MuteReason.PassingOver, world.Shield.Reason);
        world.Go(150);
        Assert.True(Tones.Level(world.Spoken.AsSpan(begin), 2000) < -85, $"{Tones.Level(world.Spoken.AsSpan(begin), 2000):0.0} dB");
        Assert.InRange(Tones.Level(world.Last(20), 440), -12.3, -11.7);
        Assert.True(Tones.Click(world.Spoken) < -60, $"{Tones.Click(world.Spoken):0.0} dB");
    }

    [Fact]
    public void A_microphone_that_stops_leaves_silence_and_its_backlog_is_passed_over()
    {
        var world = Running(440);
        world.GoDeaf(60);
        Assert.All(world.Last(50), sample => Assert.Equal(0, sample));
        Assert.Equal(MuteReason.Gap, world.Shield.Reason);
        Assert.True(Tones.Click(world.Spoken) < -55, $"{Tones.Click(world.Spoken):0.0} dB");
        var begin = world.Spoken.Length;

        // Half a second of old sound at once, then the present.
        world.Sound = SoundWorld.Tone(2000);
        for (var i = 0; i < 50; i++)
        {
            world.Capture();
        }

        world.Sound = SoundWorld.Tone(440);
        world.Go(100);
        Assert.True(Tones.Level(world.Spoken.AsSpan(begin), 2000) < -85, $"{Tones.Level(world.Spoken.AsSpan(begin), 2000):0.0} dB");
        Assert.InRange(Tones.Level(world.Last(20), 440), -12.3, -11.7);
        Assert.True(world.Shield.Gaps >= 1);
    }

    [Fact]
    public void A_backlog_without_a_silence_before_it_is_passed_over_too()
    {
        var world = Running(440);
        world.Sound = SoundWorld.Tone(2000);
        for (var i = 0; i < 40; i++)
        {
            world.Capture();
        }

        var begin = world.Spoken.Length;
        world.Sound = SoundWorld.Tone(440);
        world.Go(100);
        Assert.True(Tones.Level(world.Spoken.AsSpan(begin), 2000) < -60, $"{Tones.Level(world.Spoken.AsSpan(begin), 2000):0.0} dB");
        Assert.InRange(Tones.Level(world.Last(20), 440), -12.3, -11.7);
    }

    [Fact]
    public void A_microphone_that_was_lost_is_heard_again_once_its_filters_have_settled()
    {
        var world = new SoundWorld(new SoundSettings { Gate = false }) { Sound = SoundWorld.Tone(1500) };
        world.Go(300);
        world.Shield.Break();
        world.GoDeaf(30);
        var begin = world.Spoken.Length;
        world.Go((int)(SoundShield.Settling.TotalSeconds * 100) - 2);
        Assert.All(world.Spoken[begin..], sample => Assert.Equal(0, sample));
        world.Go(20);
        Assert.InRange(Tones.Level(world.Last(5), 1500), -12.5, -11.5);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(333)]
    [InlineData(1500)]
    public void Sound_comes_out_after_the_wanted_delay(double delayMs)
    {
        var world = new SoundWorld(SoundWorld.Plain) { DelayMs = delayMs };
        var clap = 0L;
        world.Sound = i => i >= clap && i < clap + 48 ? 0.5 : 0;
        clap = 400 * SoundFormat.Block;
        world.Go(600);
        var first = Array.FindIndex(world.Spoken, sample => Math.Abs(sample) > 0.25);
        // The microphone had sample i at i / 48 - 6 ms of the world's time, the output sample j at j / 48 + 2.5 ms.
        Assert.Equal(delayMs, ((first - clap) * 1000.0 / SoundFormat.Rate) + 8.5, 0.2);
        Assert.Equal(delayMs, world.Shield.DelayMs, 0.01);
    }

    [Theory]
    [InlineData(60, 75)]
    [InlineData(75, 60)]
    [InlineData(60, 200)]
    [InlineData(200, 60)]
    public void A_change_of_the_delay_neither_clicks_nor_wobbles_and_arrives(double from, double to)
    {
        var world = Running(440);
        world.DelayMs = from;
        world.Go(1500);
        world.DelayMs = to;
        world.Go(2500);
        Assert.Equal(to, world.Shield.DelayMs, 0.1);
        Assert.True(Tones.Click(world.Spoken) < -60, $"{Tones.Click(world.Spoken):0.0} dB");
        Assert.InRange(Tones.Level(world.Last(100), 440), -12.1, -11.9);
        Assert.Equal(Math.Abs(to - from) > 20 ? 1 : 0, world.Shield.Jumps - 1 * (from == 60 ? 0 : from - 60 > 20 ? 1 : 0));
    }

    [Fact]
    public void A_value_that_is_no_number_does_not_stay()
    {
        var world = new SoundWorld(new SoundSettings { Gate = false }) { Sound = i => i == 700 ? double.NaN : i == 1500 ? 1e30 : 0 };
        world.Go(500);
        Assert.All(world.Spoken, sample => Assert.InRange(sample, -1, 1));
        Assert.InRange(Tones.Rms(world.Last(50)), -80, -60);
    }

    [Fact]
    public void A_block_costs_no_allocation()
    {
        var world = new SoundWorld(new SoundSettings()) { Sound = SoundWorld.Tone(440) };
        world.Go(400);
        var block = new float[SoundFormat.Block];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            world.Shield.Capture(block);
            world.Shield.Render(block.AsSpan(0, SoundFormat.Part), i % 50 < 25 ? Audibility.Live : Audibility.Hidden, 40 + i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Levels_before_and_after_are_shown()
    {
        var world = Running(440);
        Assert.Equal(-12, world.Shield.Before.Decibels, 0.2);
        Assert.Equal(-12, world.Shield.After.Decibels, 0.2);
        world.Picture = Audibility.Hidden;
        world.Go(200);
        Assert.Equal(-12, world.Shield.Before.Decibels, 0.2);
        Assert.True(world.Shield.After.Decibels < -45);
    }

    private static SoundWorld Running(double hertz, SoundSettings? settings = null) => new SoundWorld(settings ?? SoundWorld.Plain) { Sound = SoundWorld.Tone(hertz) }.Go(60);
}
