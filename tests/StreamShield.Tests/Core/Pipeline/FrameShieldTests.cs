using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Pipeline;

/// <summary>What zones and the choice of people make of a whole frame, from the raw picture to the safe one.</summary>
public sealed class FrameShieldTests
{
    private static readonly FrameSize Size = new(128, 96);

    /// <summary>Two people: a large one in the middle, a small one at the right.</summary>
    private static ScriptedSegmenter TwoPeople() => new((frame, matte) =>
    {
        for (var y = 8; y < 48; y++)
        {
            matte.Alpha.Slice((y * 64) + 16, 24).Fill(255);
            matte.Alpha.Slice((y * 64) + 50, 8).Fill(255);
        }

        matte.Stamp(frame.Id);
    });

    private static byte[] Shield(ShieldSettings settings, ScriptedSegmenter segmenter)
    {
        using var shield = new FrameShield(Size, segmenter, settings with { Effect = "solid" });
        using var frame = TestPictures.Frame(Size, (_, _) => (255, 255, 255));
        using var output = new ShieldedFrame(Size);
        shield.Shield(frame, output);
        return output.Luma.ToArray();
    }

    private static byte At(byte[] luma, int x, int y) => luma[(y * Size.Width) + x];

    [Theory]
    [InlineData(PeopleChoice.Streamer, false)]
    [InlineData(PeopleChoice.Everyone, true)]
    public void The_streamer_alone_or_everyone(PeopleChoice people, bool otherIsShown)
    {
        var luma = Shield(new ShieldSettings { People = people }, TwoPeople());
        Assert.Equal(235, At(luma, 56, 60));
        Assert.Equal(otherIsShown, At(luma, 108, 60) == 235);
        Assert.NotEqual(235, At(luma, 10, 60));
    }

    [Fact]
    public void A_hide_zone_hides_the_streamer_and_a_keep_zone_shows_the_room()
    {
        var luma = Shield(
            new ShieldSettings
            {
                Zones =
                [
                    new Zone { Name = "screen", Shape = new RectangleShape(0.4, 0.5, 0.1, 0.25) },
                    new Zone { Name = "guitar", Shape = new RectangleShape(0, 0, 0.1, 1), Kind = ZoneKind.Keep },
                ],
            }, TwoPeople());
        Assert.NotEqual(235, At(luma, 56, 60));
        Assert.Equal(235, At(luma, 56, 40));
        Assert.Equal(235, At(luma, 5, 60));
    }

    [Fact]
    public void Zones_that_change_are_in_force_from_the_next_frame_on()
    {
        using var shield = new FrameShield(Size, TwoPeople(), new ShieldSettings());
        using var frame = TestPictures.Frame(Size, (_, _) => (255, 255, 255));
        using var output = new ShieldedFrame(Size);
        shield.Shield(frame, output);
        Assert.Equal(235, output.Luma[(60 * Size.Width) + 56]);
        shield.Apply(new ShieldSettings { Zones = [new Zone { Name = "all", Shape = new RectangleShape(0, 0, 1, 1) }], Effect = "solid" });
        shield.Shield(frame, output);
        Assert.Equal(-1, output.Luma.IndexOfAnyExcept(output.Luma[0]));
    }

    [Fact]
    public void A_zones_own_effect_is_seen_in_the_zone_alone()
    {
        using var shield = new FrameShield(
            Size, ScriptedSegmenter.Nobody(), new ShieldSettings { Effect = "blur", Strength = 0, Zones = [new Zone { Name = "window", Shape = new RectangleShape(0, 0, 0.5, 1), Effect = "solid" }] });
        using var frame = TestPictures.Frame(Size, (_, _) => (255, 255, 255));
        using var output = new ShieldedFrame(Size);
        shield.Shield(frame, output);
        Assert.True(output.Luma[30] < 60);
        Assert.True(output.Luma[100] > 225);
    }

    [Fact]
    public void Wrong_zones_leave_the_old_settings_in_force()
    {
        using var shield = new FrameShield(Size, TwoPeople(), new ShieldSettings());
        var old = shield.Settings;
        Assert.Throws<ShieldException>(() => shield.Apply(new ShieldSettings { Zones = [new Zone { Name = "", Shape = new RectangleShape(0, 0, 1, 1) }] }));
        Assert.Same(old, shield.Settings);
    }

    [Fact]
    public void Settings_that_are_refused_change_nothing()
    {
        var old = new ShieldSettings { Effect = "solid" };
        using var shield = new FrameShield(Size, TwoPeople(), old);
        using var frame = TestPictures.Frame(Size, (_, _) => (255, 255, 255));
        using var before = new ShieldedFrame(Size);
        shield.Shield(frame, before);
        using var foreign = new Plate(new FrameSize(64, 64));
        var hide = new Zone { Name = "screen", Shape = new RectangleShape(0, 0, 1, 1) };

        Assert.Throws<ShieldException>(() => shield.Apply(old with { Effect = "pixelate", Plate = foreign, Zones = [hide] }));

        Assert.Same(old, shield.Settings);
        using var after = new ShieldedFrame(Size);
        shield.Shield(frame, after);
        Assert.Equal(before.Luma.ToArray(), after.Luma.ToArray());
    }
}
