using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Pipeline;

/// <summary>Settings reach the shield whoever set them, and an obscurer that was made beforehand is the shield's or nobody's.</summary>
public sealed class WantedSettingsTests
{
    private static readonly ShieldSettings First = new() { Effect = "solid" };

    private static byte[] Picture(FrameShield shield, long id)
    {
        using var frame = TestPictures.Frame(TestPictures.Small, (x, y) => ((byte)(x * 7), (byte)(y * 5), 90));
        frame.Stamp(id, 1);
        using var output = new ShieldedFrame(TestPictures.Small);
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
        using var fresh = new FrameShield(TestPictures.Small, ScriptedSegmenter.LeftHalf(), settings);
        using var shield = new FrameShield(TestPictures.Small, ScriptedSegmenter.LeftHalf(), First);
        using var wanted = new WantedSettings(TestPictures.Small, First);
        wanted.Set(settings with { Strength = 1 });
        wanted.Set(settings);
        Assert.True(wanted.TryTakeInto(shield));
        Assert.True(wanted.TryTakeInto(shield));

        Assert.Same(settings, shield.Settings);
        Assert.Equal(Picture(fresh, 1), Picture(shield, 1));
    }

    /// <summary>A change back before the shield looked leaves an obscurer for settings that nobody wants any more.</summary>
    [Fact]
    public void A_change_that_is_taken_back_in_time_never_happened()
    {
        var later = First with { Sensitivity = 60 };
        using var fresh = new FrameShield(TestPictures.Small, ScriptedSegmenter.LeftHalf(), later);
        using var shield = new FrameShield(TestPictures.Small, ScriptedSegmenter.LeftHalf(), First);
        using var wanted = new WantedSettings(TestPictures.Small, First);
        wanted.Set(First with { Effect = "decoy" });
        wanted.Set(later);
        Assert.True(wanted.TryTakeInto(shield));

        Assert.Same(later, shield.Settings);
        Assert.Equal(Picture(fresh, 1), Picture(shield, 1));
    }

    /// <summary>As many wide soft rims as there may be, over the whole picture: they take seconds.</summary>
    private static ShieldSettings Wide() => First with
    {
        Zones = [.. Enumerable.Range(0, 64).Select(i => new Zone { Name = $"z{i}", Kind = ZoneKind.Hide, Shape = new EllipseShape(0.5, 0.5, 0.2 + (i * 0.001), 0.2), Feather = 0.2 })],
    };

    /// <summary>The shield's thread waits a moment at most; until the zones are there no frame may be shown, and then they are the ones that were wanted last.</summary>
    [Fact]
    public void Zones_that_take_long_are_drawn_beside_the_shield()
    {
        var size = new FrameSize(1920, 1080);
        using var shield = new FrameShield(size, ScriptedSegmenter.LeftHalf(), First);
        using var wanted = new WantedSettings(size, First);
        var before = shield.Zones;
        var (first, last) = (Wide(), Wide());
        wanted.Set(first);
        Assert.False(wanted.TryTakeInto(shield));
        Assert.Same(before, shield.Zones);
        Assert.Same(First, shield.Settings);
        wanted.Set(last);
        Assert.True(SpinWait.SpinUntil(() => wanted.TryTakeInto(shield), TimeSpan.FromMinutes(3)));
        Assert.Same(last, shield.Settings);
        Assert.True(shield.Zones.Fit(last.Zones, last.EffectChoice));
        Assert.False(shield.Zones.Fit(first.Zones, first.EffectChoice));
    }

    /// <summary>A stronger effect does not draw the zones anew.</summary>
    [Fact]
    public void Zones_stay_when_something_else_is_changed()
    {
        var zones = First with { Zones = [new Zone { Name = "bed", Kind = ZoneKind.Hide, Shape = new RectangleShape(0.1, 0.1, 0.2, 0.2) }] };
        using var shield = new FrameShield(TestPictures.Small, ScriptedSegmenter.LeftHalf(), First);
        using var wanted = new WantedSettings(TestPictures.Small, First);
        wanted.Set(zones);
        Assert.True(SpinWait.SpinUntil(() => wanted.TryTakeInto(shield), TimeSpan.FromSeconds(30)));
        var drawn = shield.Zones;
        wanted.Set(zones with { Effect = "blur", Strength = 90 });
        Assert.True(wanted.TryTakeInto(shield));
        Assert.Same(drawn, shield.Zones);
    }

    [Fact]
    public void Settings_out_of_range_leave_the_old_ones()
    {
        using var wanted = new WantedSettings(TestPictures.Small, First);
        Assert.Throws<ShieldException>(() => wanted.Set(First with { Strength = 101 }));
        Assert.Same(First, wanted.Now);
    }
}
