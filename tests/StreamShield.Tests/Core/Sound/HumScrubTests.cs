using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>The hum of both grids goes, the voice stays, and nothing tells which grid it was.</summary>
public class HumScrubTests
{
    private const int Blocks = 800;
    private static readonly Range Settled = (400 * SoundFormat.Block)..;

    [Fact]
    public void Both_grids_lie_in_the_comb_up_to_one_kilohertz_and_what_they_share_lies_there_once()
    {
        var centres = HumGrid.Bands.Select(notch => notch.Centre).ToList();
        Assert.Equal([50, 60, 100, 120, 150, 180, 200, 240, 250, 300], centres[..10]);
        Assert.Equal(33, centres.Count);
        Assert.Equal(1000, centres[^1]);
        Assert.All(HumGrid.Bands, notch => Assert.InRange(notch.HalfWidth, 2, 2.5));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(120.1)]
    [InlineData(150)]
    [InlineData(240)]
    [InlineData(299.7)]
    [InlineData(540)]
    [InlineData(950)]
    [InlineData(999.2)]
    public void Hum_of_either_grid_drifting_or_not_drowns(double hertz)
    {
        var hum = Tones.Sine(hertz, -30, Blocks);
        var (scrubbed, noise) = (Scrub(hum, 3), Scrub(new float[hum.Length], 3));
        var left = Enumerable.Range(0, hum.Length).Select(i => scrubbed[i] - noise[i]).ToArray().AsSpan()[Settled];
        Assert.True(Tones.Level(left, hertz) < -102, $"{Tones.Level(left, hertz):0.0} dB are left");
    }

    [Theory]
    [InlineData(49.6)]
    [InlineData(50.3)]
    [InlineData(59.7)]
    [InlineData(60.4)]
    public void Hum_of_a_generator_far_off_the_usual_frequency_is_found(double grid)
    {
        var left = Scrub(Comb(grid)).AsSpan()[(500 * SoundFormat.Block)..];
        Assert.True(Tones.Rms(left) < -66, $"{Tones.Rms(left):0.0} dB are left");
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    public void Hum_that_begins_later_is_held_back_at_once_and_known_within_three_seconds(double grid)
    {
        var begin = 500 * SoundFormat.Block;
        var scrubbed = Scrub([.. new float[begin], .. Comb(grid)[..(400 * SoundFormat.Block)]]);
        var (soon, late) = (Tones.Rms(scrubbed.AsSpan(begin + (50 * SoundFormat.Block), 50 * SoundFormat.Block)), Tones.Rms(scrubbed.AsSpan()[^(100 * SoundFormat.Block)..]));
        Assert.True(soon < -48, $"{soon:0.0} dB are left after half a second");
        Assert.True(late < -66, $"{late:0.0} dB are left");
    }

    [Theory]
    [InlineData(90)]
    [InlineData(136)]
    [InlineData(275)]
    [InlineData(325)]
    [InlineData(575)]
    [InlineData(620)]
    [InlineData(1020)]
    [InlineData(1500)]
    [InlineData(4000)]
    [InlineData(12000)]
    public void What_lies_beside_the_comb_passes_unchanged(double hertz)
    {
        var tone = Tones.Sine(hertz, -20, Blocks);
        Assert.InRange(Tones.Level(Scrub(tone).AsSpan()[Settled], hertz), -22, -19);
    }

    [Fact]
    public void Sound_above_the_comb_comes_out_as_late_as_said()
    {
        var noise = Tones.Noise(4, -20, 20);
        var high = Tones.Through(noise, new HighPassed().Run);
        var scrubbed = Scrub(high);
        var late = (int)Math.Round(SoundFormat.Samples(HumScrub.DelayMs));
        var difference = Enumerable.Range(2000, 5000).Select(i => scrubbed[i + late] - high[i]).ToArray();
        Assert.True(Tones.Rms(difference) < -60, $"{Tones.Rms(difference):0.0} dB apart");
    }

    [Fact]
    public void Another_grid_changes_the_sound_less_than_another_throw_of_the_dice()
    {
        var voice = Tones.Noise(5, -25, Blocks);
        var european = Scrub(Tones.Sum(voice, Comb(50)), 9);
        var american = Scrub(Tones.Sum(voice, Comb(60)), 9);
        var diced = Scrub(Tones.Sum(voice, Comb(50)), 10);
        var (grids, dice) = (Apart(european, american), Apart(european, diced));
        Assert.True(grids < dice - 4, $"{grids:0.0} dB apart, {dice:0.0} by chance");
    }

    [Fact]
    public void Silence_becomes_a_faint_noise_in_the_emptied_places_that_nobody_can_foresee()
    {
        var one = Scrub(new float[Blocks * SoundFormat.Block]).AsSpan()[Settled];
        var other = Scrub(new float[Blocks * SoundFormat.Block]).AsSpan()[Settled];
        Assert.InRange(Tones.Rms(one), -76, -66);
        Assert.False(one.SequenceEqual(other));
    }

    [Fact]
    public void Scrubbing_allocates_nothing()
    {
        var scrub = new HumScrub();
        var block = Tones.Noise(1, -20, 1);
        scrub.Run(block);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            scrub.Run(block);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Apart(float[] one, float[] other) => Tones.Rms(Enumerable.Range(0, one.Length).Select(i => one[i] - other[i]).ToArray().AsSpan()[Settled]);

    private static float[] Scrub(float[] sound, int? seed = null)
    {
        var scrub = new HumScrub(seed is { } number ? new Random(number) : null);
        return Tones.Through(sound, block => scrub.Run(block.Span));
    }

    private static float[] Comb(double grid) => Tones.Sum([.. Enumerable.Range(1, (int)(1000 / grid)).Select(n => Tones.Sine(grid * n, -30 - (20 * Math.Log10(n)), Blocks, n))]);

    /// <summary>What lies above the comb: four differences in a row.</summary>
    private sealed class HighPassed
    {
        private readonly float[] _last = new float[4];

        public void Run(Memory<float> block)
        {
            foreach (ref var sample in block.Span)
            {
                for (var i = 0; i < _last.Length; i++)
                {
                    (_last[i], sample) = (sample, sample - _last[i]);
                }
            }
        }
    }
}
