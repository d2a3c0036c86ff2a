using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.Tests.Devices.Sound;

/// <summary>A microphone whose cable is broken is heard all the same.</summary>
public sealed class ChannelFoldTests
{
    private static readonly float[] Voice = [.. Enumerable.Range(0, SoundFormat.Block).Select(static i => 0.3f * MathF.Sin(i * 0.13f))];

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 0, "left side alone")]
    [InlineData(0, 1, "right side alone")]
    [InlineData(1, -1, "inverted")]
    [InlineData(-1, 1, "inverted")]
    [InlineData(0.8, 0.5, "")]
    [InlineData(1, 0.001, "left side alone")]
    [InlineData(0.2, -1, "inverted")]
    public void The_voice_is_as_loud_as_its_live_side(float left, float right, string words)
    {
        var fold = new ChannelFold();
        var mono = new float[SoundFormat.Block];
        for (var i = 0; i < 3; i++)
        {
            fold.Fold(Stereo(left, right), mono);
        }

        var expected = words.Contains("alone", StringComparison.Ordinal) ? Math.Max(Math.Abs(left), Math.Abs(right)) : (Math.Abs(left) + Math.Abs(right)) / 2;
        Assert.Equal(expected * 0.3, mono.Max(Math.Abs), 0.01);
        Assert.Equal(words.Length == 0, fold.Words.Length == 0);
        Assert.Contains(words, fold.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_says_nothing_and_a_cable_that_is_mended_is_noticed()
    {
        var fold = new ChannelFold();
        var mono = new float[SoundFormat.Block];
        fold.Fold(Stereo(0, 0), mono);
        Assert.Empty(fold.Words);
        fold.Fold(Stereo(1, 0), mono);
        Assert.NotEmpty(fold.Words);
        for (var i = 0; i < 200; i++)
        {
            fold.Fold(Stereo(1, 1), mono);
        }

        Assert.Empty(fold.Words);
    }

    /// <summary>Two voices at the two sides are no fault of a cable.</summary>
    [Fact]
    public void Different_sounds_on_both_sides_are_both_heard()
    {
        var fold = new ChannelFold();
        var mono = new float[SoundFormat.Block];
        var random = new Random(5);
        for (var i = 0; i < 50; i++)
        {
            fold.Fold([.. Enumerable.Range(0, 2 * SoundFormat.Block).Select(_ => (float)random.NextDouble() - 0.5f)], mono);
            Assert.Empty(fold.Words);
        }
    }

    private static float[] Stereo(float left, float right) => [.. Voice.SelectMany(sample => new[] { left * sample, right * sample })];
}
