using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Zones;

public class ZoneEffectsTests
{
    private static readonly FrameSize Size = new(256, 144);
    private static readonly RectangleShape LeftHalf = new(0, 0, 0.5, 1);

    private static Zone Solid(ZoneShape shape) => new() { Name = "screen", Shape = shape, Effect = "solid" };

    /// <summary>The compositor's output when everything is hidden: what can be seen of the hidden picture, luma only.</summary>
    private static byte[] Show(Frame frame, IReadOnlyList<Zone> zones, HiddenPicture hidden, ZoneShift? shift = null)
    {
        using var effects = new ZoneEffects(Size);
        using var compositor = new Compositor(Size);
        using var matte = TestPictures.Matte(Size, (_, _) => 0, frame.Id);
        using var output = new ShieldedFrame(Size);
        effects.Set(zones, new ShieldSettings().EffectChoice);
        effects.Follow(shift ?? ZoneShift.None);
        compositor.Compose(frame, matte, effects.Paint(frame, matte, TestPictures.FrameTime, hidden), output);
        return output.Luma.ToArray();
    }

    private static byte SolidLuma()
    {
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 255, 255, 255);
        return Show(frame, [Solid(new RectangleShape(-1, -1, 3, 3))], hidden)[0];
    }

    /// <summary>Inside, nothing of the room's own effect is left, not even at the rim.</summary>
    [Theory]
    [InlineData(0.0, 0.0, 0.5, 1.0)]
    [InlineData(0.31, 0.27, 0.3, 0.4)]
    [InlineData(0.9, 0.9, 0.3, 0.3)]
    public void Every_pixel_of_the_zone_is_the_zones_effect_alone(double left, double top, double width, double height)
    {
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 255, 255, 255);
        var luma = Show(frame, [Solid(new RectangleShape(left, top, width, height))], hidden);
        var solid = SolidLuma();
        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                var inside = x + 1 > left * Size.Width && x < (left + width) * Size.Width && y + 1 > top * Size.Height && y < (top + height) * Size.Height;
                var far = x + 1 < (left * Size.Width) - 6 || x > ((left + width) * Size.Width) + 6 || y + 1 < (top * Size.Height) - 6 || y > ((top + height) * Size.Height) + 6;
                var at = luma[(y * Size.Width) + x];
                Assert.True(!inside || at == solid, $"{x},{y} is in the zone and shows {at}");
                Assert.True(!far || at == 235, $"{x},{y} is far from the zone and shows {at}");
            }
        }
    }

    [Fact]
    public void The_effect_follows_the_camera()
    {
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 255, 255, 255);
        var luma = Show(frame, [Solid(LeftHalf)], hidden, new ZoneShift(0.25, 0, 0, 1));
        Assert.All(luma[..192], at => Assert.Equal(SolidLuma(), at));
        Assert.Equal(235, luma[210]);
    }

    /// <summary>A camera that trembles would have the zones placed anew in every frame.</summary>
    [Theory]
    [InlineData(0.3, false)]
    [InlineData(0.7, true)]
    public void The_effect_follows_no_tremble_of_less_than_half_a_pixel(double pixels, bool follows)
    {
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 255, 255, 255);
        var luma = Show(frame, [Solid(LeftHalf)], hidden, new ZoneShift(pixels / Size.Width, 0, 0, 1));
        Assert.Equal(follows ? SolidLuma() : 235, luma[129]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_zones_meet_the_greater_strength_wins_in_any_order(bool reversed)
    {
        Zone[] zones = [Solid(LeftHalf) with { Strength = 90 }, Solid(LeftHalf) with { Effect = "blur", Strength = 10 }];
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 255, 255, 255);
        var luma = Show(frame, reversed ? [zones[1], zones[0]] : zones, hidden);
        Assert.All(luma[..128], at => Assert.Equal(SolidLuma(), at));
    }

    [Fact]
    public void A_stronger_blur_shows_only_its_own_cells()
    {
        // Stripes of 32 pixels: the zone's blur of four cells cannot know them.
        using var frame = TestPictures.Frame(Size, (x, _) => x / 32 % 2 == 0 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255));
        using var hidden = TestPictures.Hidden(Size, 255, 255, 255);
        var luma = Show(frame, [new Zone { Name = "window", Shape = LeftHalf, Effect = "blur", Strength = 100 }], hidden);
        Assert.All(luma[..128], at => Assert.InRange(at, luma[0] - 2, luma[0] + 2));
    }

    [Fact]
    public void Without_effects_the_hidden_picture_is_untouched()
    {
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 200, 200, 200);
        using var effects = new ZoneEffects(Size);
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        effects.Set([new Zone { Name = "window", Shape = LeftHalf }], new ShieldSettings().EffectChoice);
        Assert.Same(hidden, effects.Paint(frame, matte, TestPictures.FrameTime, hidden));
        Assert.Equal(-1, hidden.Luma.IndexOfAnyExcept(hidden.Luma[0]));
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        using var frame = TestPictures.Noise(Size, 1);
        using var hidden = TestPictures.Hidden(Size, 200, 200, 200);
        using var effects = new ZoneEffects(Size);
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        effects.Set([Solid(LeftHalf), new Zone { Name = "window", Shape = LeftHalf, Effect = "blur", Strength = 80 }], new ShieldSettings().EffectChoice);
        effects.Paint(frame, matte, TestPictures.FrameTime, hidden);
        var before = GC.GetAllocatedBytesForCurrentThread();
        effects.Paint(frame, matte, TestPictures.FrameTime, hidden);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
