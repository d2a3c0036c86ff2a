using StreamShield.Devices.Sound.Pulse;

namespace StreamShield.Tests.Devices.Sound.Pulse;

/// <summary>What a client says about its delay, and what else it says.</summary>
public sealed class PulseTimingTests
{
    private readonly PulseTiming _timing = new();

    [Fact]
    public void Nothing_is_known_before_it_was_said() => Assert.True(double.IsNaN(_timing.Milliseconds));

    [Theory]
    [InlineData("Time: 1.940 sec; Latency: 19628 usec.  ", 19.628)]
    [InlineData("Time: 0.299 sec; Latency: -868 usec.", -0.868)]
    public void A_delay_is_read(string line, double milliseconds)
    {
        Assert.True(_timing.Take(line));
        Assert.Equal(milliseconds, _timing.Milliseconds, 1e-9);
    }

    [Theory]
    [InlineData("Stream started.\e[K")]
    [InlineData("Connection failure: Connection refused")]
    [InlineData("")]
    public void Other_words_are_not_taken(string line) => Assert.False(_timing.Take(line));

    [Theory]
    [InlineData("Time: 1.940 sec; Latency: many usec.")]
    [InlineData("Time: 1.940 sec")]
    [InlineData("Time: ")]
    [InlineData("Time: Latency:  usec.")]
    public void A_broken_line_changes_nothing(string line)
    {
        _timing.Take("Time: 1.000 sec; Latency: 7000 usec.");
        Assert.True(_timing.Take(line));
        Assert.Equal(7, _timing.Milliseconds, 1e-9);
    }

    [Fact]
    public void Of_values_that_go_round_between_two_steps_of_the_server_a_low_one_counts_and_one_odd_one_does_not()
    {
        for (var i = 0; i < 200; i++)
        {
            _timing.Take($"Time: {i}.000 sec; Latency: {(i == 190 ? 500 : 15000 + (i * 700 % 5000))} usec.");
        }

        Assert.InRange(_timing.Milliseconds, 15, 16);
    }

    [Fact]
    public void Times_without_sound_are_counted()
    {
        Assert.True(_timing.Take("Stream underrun.\e[K"));
        Assert.True(_timing.Take("Stream underrun.\e[K"));
        Assert.Equal(2, _timing.TimesDry);
        Assert.True(double.IsNaN(_timing.Milliseconds));
    }

    [Fact]
    public void What_was_long_ago_is_forgotten()
    {
        for (var i = 0; i < 200; i++)
        {
            _timing.Take($"Time: {i}.000 sec; Latency: {(i < 100 ? 10000 : 40000)} usec.");
        }

        Assert.Equal(40, _timing.Milliseconds, 1e-9);
    }
}
