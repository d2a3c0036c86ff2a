using StreamShield.Audit.Sound;
using StreamShield.Core.Sound;
using StreamShield.Tests.Core.Sound;

namespace StreamShield.Tests.Audit.Sound;

/// <summary>The attacker names the grid of a hum, follows its frequency, and does not name one where there is none or where it was scrubbed.</summary>
public class GridAttackTests
{
    private const int Blocks = 2400;

    [Theory]
    [InlineData(50, 50.08)]
    [InlineData(60, 59.95)]
    public void A_faint_hum_under_a_noise_names_its_grid_and_its_frequency(double grid, double hertz)
    {
        var figures = Attack(Tones.Sum(Tones.Noise(1, -30, Blocks), Hum(hertz)));
        Assert.Equal(grid, figures.Grid);
        Assert.All(figures.Track, tracked => Assert.Equal(hertz, tracked, 0.03));
        Assert.Equal(5, figures.Track.Count);
        Assert.StartsWith($"The sound hums: a grid of {grid} Hz", figures.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_names_no_grid()
    {
        var figures = Attack(Tones.Noise(2, -30, Blocks));
        Assert.Null(figures.Grid);
        Assert.Empty(figures.Track);
    }

    [Theory]
    [InlineData(50.08)]
    [InlineData(59.95)]
    public void After_the_scrub_no_grid_is_named(double hertz)
    {
        var scrub = new HumScrub(new Random(1));
        var figures = Attack(Tones.Through(Tones.Sum(Tones.Noise(1, -30, Blocks), Hum(hertz)), block => scrub.Run(block.Span)), skip: 300);
        Assert.Null(figures.Grid);
    }

    [Fact]
    public void Too_short_a_sound_is_said_to_be_too_short() =>
        Assert.Equal("The sound is too short to follow mains hum: 7 s, and 8 are needed.", Attack(Tones.Noise(2, -30, 700)).Words);

    private static float[] Hum(double hertz) => Tones.Sum([.. Enumerable.Range(1, (int)(1000 / hertz)).Select(n => Tones.Sine(hertz * n, -45 - (10 * Math.Log10(n)), Blocks, n))]);

    private static SoundFigures Attack(float[] sound, int skip = 0)
    {
        using var attack = new GridAttack();
        for (var i = skip * SoundFormat.Block; i < sound.Length; i += SoundFormat.Block)
        {
            attack.Add(sound.AsSpan(i, SoundFormat.Block));
        }

        return attack.Finish();
    }
}
