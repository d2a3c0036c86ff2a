using StreamShield.Core;

namespace StreamShield.Tests.Core;

/// <summary>Settings reach the shield whoever set them, and an obscurer that was made beforehand is the shield's or nobody's.</summary>
public sealed class WantedSettingsTests
{
    private static readonly ShieldSettings First = new() { Effect = "solid" };

    private static byte[] Picture(FrameShield shield, long id)
    {
        using var frame = Pictures.Frame(Pictures.Small, (x, y) => ((byte)(x * 7), (byte)(y * 5), 90));
        frame.Stamp(id, 1);
        using var output = new ShieldedFrame(Pictures.Small);
        shield.Shield(frame, output);
        return output.Nv12.ToArray();
    }

    /// <summary>Made beforehand or by the shield itself: the same pictures.</summary>
    [Theory]
    [InlineData("decoy", 40)]
    [InlineData("blur", 75)]
    [InlineData("pixelate", 90)]
    public void The_picture_is_the_one_of_a_shield_made_with_them(string effect, int strength)
    {
        var settings = First with { Effect = effect, Strength = strength };
        using var fresh = new FrameShield(Pictures.Small, ScriptedSegmenter.LeftHalf(), settings);
        using var shield = new FrameShield(Pictures.Small, ScriptedSegmenter.LeftHalf(), First);
        using var wanted = new WantedSettings(Pictures.Small, First);
        wanted.Set(settings with { Strength = 1 });
        wanted.Set(settings);
        wanted.TakeInto(shield);
        wanted.TakeInto(shield);

        Assert.Same(settings, shield.Settings);
        Assert.Equal(Picture(fresh, 1), Picture(shield, 1));
    }

    /// <summary>A change back before the shield looked leaves an obscurer for settings that nobody wants any more.</summary>
    [Fact]
    public void A_change_that_is_taken_back_in_time_never_happened()
    {
        var later = First with { Sensitivity = 60 };
        using var fresh = new FrameShield(Pictures.Small, ScriptedSegmenter.LeftHalf(), later);
        using var shield = new FrameShield(Pictures.Small, ScriptedSegmenter.LeftHalf(), First);
        using var wanted = new WantedSettings(Pictures.Small, First);
        wanted.Set(First with { Effect = "decoy" });
        wanted.Set(later);
        wanted.TakeInto(shield);

        Assert.Same(later, shield.Settings);
        Assert.Equal(Picture(fresh, 1), Picture(shield, 1));
    }

    [Fact]
    public void Settings_out_of_range_leave_the_old_ones()
    {
        using var wanted = new WantedSettings(Pictures.Small, First);
        Assert.Throws<ShieldException>(() => wanted.Set(First with { Strength = 101 }));
        Assert.Same(First, wanted.Now);
    }
}
