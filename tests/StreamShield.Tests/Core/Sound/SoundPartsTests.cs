using CsCheck;
using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>Ramps, the gate, the delay line and the clocks.</summary>
public class SoundPartsTests
{
    [Fact]
    public void A_mute_is_complete_within_three_milliseconds_and_starts_muted()
    {
        var mute = new MuteFade();
        var block = Ones();
        mute.Run(block, open: false);
        Assert.All(block, sample => Assert.Equal(0, sample));
        mute.Run(block = Ones(), open: true);
        Assert.Equal(1, block[^1]);
        mute.Run(block = Ones(), open: true);
        Assert.All(block, sample => Assert.Equal(1, sample));
        mute.Run(block = Ones(), open: false);
        Assert.True(block[0] > 0.99f);
        Assert.All(block[144..], sample => Assert.Equal(0, sample));
        Assert.True(mute.IsMuted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(2.6)]
    public void Muting_and_unmuting_a_loud_tone_does_not_click(double phase)
    {
        var mute = new MuteFade();
        var number = 0;
        var faded = Tones.Through(Tones.Sine(440, -6, 60, phase), block => mute.Run(block.Span, open: number++ % 10 < 5));
        Assert.True(Tones.Click(faded) < -60, $"{Tones.Click(faded):0.0} dB");
    }

    [Fact]
    public void The_gate_lets_speech_through_at_once_and_closes_in_the_pause_without_a_click()
    {
        var gate = new SoundGate(-50);
        var sound = Tones.Sum(Tones.Sine(300, -70, 200), [.. new float[50 * SoundFormat.Block], .. Tones.Sine(300, -20, 50), .. new float[100 * SoundFormat.Block]]);
        var gated = Tones.Through(sound, block => gate.Run(block.Span));
        Assert.True(gate.IsClosed);
        Assert.All(gated[..(50 * SoundFormat.Block)], sample => Assert.Equal(0, sample));
        Assert.Equal(sound[(51 * SoundFormat.Block)..(100 * SoundFormat.Block)], gated[(51 * SoundFormat.Block)..(100 * SoundFormat.Block)]);
        Assert.All(gated[(140 * SoundFormat.Block)..], sample => Assert.Equal(0, sample));
        // The speech that opens it begins and ends harder than the gate.
        Assert.True(Tones.Click(gated) < Tones.Click(sound) + 0.5, $"{Tones.Click(gated):0.0} dB, the speech alone {Tones.Click(sound):0.0}");
        Assert.True(Tones.Click(gated.AsSpan(101 * SoundFormat.Block)) < -60);
    }

    [Fact]
    public void A_line_gives_back_what_was_written_at_whole_places_and_between_them()
    {
        var line = new DelayLine();
        var tone = Tones.Sine(1000, -6, 400);
        for (var i = 0; i < 400; i++)
        {
            line.Write(tone.AsSpan(i * SoundFormat.Block, SoundFormat.Block));
        }

        Gen.Double[400 * SoundFormat.Block - 100_000, 400 * SoundFormat.Block - 600].Sample(place =>
        {
            var block = new float[SoundFormat.Block];
            var next = line.Read(block, place, 1);
            Assert.Equal(place + SoundFormat.Block, next, 1e-6);
            var expected = SoundFormat.Amplitude(-6) * Math.Sin(2 * Math.PI * 1000 * (place + 100) / SoundFormat.Rate);
            Assert.Equal(expected, block[100], 2e-4);
        });
    }

    [Fact]
    public void A_line_holds_the_last_seconds_only()
    {
        var line = new DelayLine();
        Assert.False(line.Holds(0, SoundFormat.Block, 1));
        var block = new float[SoundFormat.Block];
        for (var i = 0; i < 1000; i++)
        {
            line.Write(block);
        }

        Assert.False(line.Holds(line.Written - DelayLine.Capacity, SoundFormat.Block, 1));
        Assert.True(line.Holds(line.Written - DelayLine.Capacity + 100, SoundFormat.Block, 1));
        Assert.True(line.Holds(line.Written - SoundFormat.Block - 17, SoundFormat.Block, 1));
        Assert.False(line.Holds(line.Written - SoundFormat.Block - 16, SoundFormat.Block, 1));
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(0)]
    [InlineData(300)]
    public void Clocks_that_differ_are_brought_together_without_audible_wobble(double ppm)
    {
        var corrector = new DriftCorrector();
        var random = new Random(3);
        var (waiting, speeds) = (0.0, new List<double>());
        for (var i = 0; i < 12_000; i++)
        {
            // Arrivals are uneven by several milliseconds.
            var speed = corrector.Step(waiting + (300 * (random.NextDouble() - 0.5)), SoundFormat.BlockSeconds);
            waiting += SoundFormat.Block * (1 + (ppm * 1e-6) - speed);
            if (i > 6000)
            {
                speeds.Add(speed - 1);
                Assert.InRange(waiting, -60, 60);
            }
        }

        Assert.Equal(ppm, corrector.Ppm, 60.0);
        // A thousandth is 1.7 cents; five are the least that ears tell apart.
        var cents = speeds.Select(speed => 1731 * (speed - (ppm * 1e-6))).ToList();
        Assert.True(cents.Max(Math.Abs) < 1, $"{cents.Max(Math.Abs):0.00} cents");
    }

    private static float[] Ones() => [.. Enumerable.Repeat(1f, SoundFormat.Block)];
}
