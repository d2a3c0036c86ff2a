using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Registration;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Rooms;

/// <summary>What is bound to the room's place, and what is known of the room, while the camera looks elsewhere, sags, sees nothing or is away.</summary>
public sealed class RoomPlaceTests : IDisposable
{
    private const int Rate = 10;

    private static readonly Zone Window = new() { Name = "window", Shape = new RectangleShape(0, 0, 0.3, 0.3) };

    private readonly SyntheticRoom _room = new(7);
    private readonly FakeTimeProvider _time = new();
    private readonly ShieldedFrame _output = new(SyntheticRoom.Size);
    private byte _streamer;
    private long _id;

    public void Dispose() => _output.Dispose();

    /// <summary>A keep-zone shows the raw picture. From the first frame of another view on it shows nothing, long before the camera counts as moved.</summary>
    [Fact]
    public void A_keep_zone_shows_nothing_of_another_view()
    {
        using var plate = _room.Plate();
        using var shield = Shield(plate, false, new Zone { Name = "desk", Kind = ZoneKind.Keep, Feather = 0.02, Shape = new RectangleShape(0.3, 0.3, 0.4, 0.4) });
        Show(shield, SyntheticRoom.Shift());
        Assert.InRange(Shown(shield), 0.1, 0.2);
        var hidden = 0;
        for (var i = 0; i < 2 * Rate; i++)
        {
            hidden += Record.Exception(() => Show(shield, SyntheticRoom.Shift(60, 30, degrees: 12))) is null ? 0 : 1;
            Assert.Equal(0, Shown(shield));
        }

        Assert.InRange(hidden, Rate, (2 * Rate) - 1);
        shield.Room.Confirm();
        Show(shield, SyntheticRoom.Shift());
        Assert.InRange(Shown(shield), 0.1, 0.2);
    }

    /// <summary>Also while a plate that the shield captured by itself is still being prepared, as after every start.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_keep_zone_shows_nothing_of_another_view_in_the_first_pictures(bool isSame)
    {
        using var captured = _room.Plate();
        using var plate = new Plate(captured.Size) { Origin = PlateOrigin.SelfCaptured };
        captured.CopyTo(plate);
        using var shield = Shield(plate, false, new Zone { Name = "desk", Kind = ZoneKind.Keep, Feather = 0.02, Shape = new RectangleShape(0.3, 0.3, 0.4, 0.4) });
        for (var i = 0; i < 12; i++)
        {
            var e = Record.Exception(() => Show(shield, isSame ? SyntheticRoom.Shift() : SyntheticRoom.Shift(60, 30, degrees: 12)));
            Assert.True(e is null || !isSame, e?.Message);
            Assert.True(Shown(shield) == 0 || isSame);
        }

        Assert.InRange(Shown(shield), isSame ? 0.1 : 0, isSame ? 0.2 : 0);
    }

    /// <summary>The camera has sagged, and the zones follow it: a plate of the new place would put them back where the camera no longer looks.</summary>
    [Fact]
    public void A_learnt_room_that_zones_follow_is_not_replaced_by_a_capture_of_the_new_place()
    {
        using var shield = Shield(null, true, Window);
        LearnWithStreamer(shield);
        ShowFor(shield, 1, SyntheticRoom.Shift(5));
        _streamer = 0;
        ShowFor(shield, 5, SyntheticRoom.Shift(5));
        Assert.Equal(PlateOrigin.Learnt, shield.Room.Origin);
        Assert.InRange(shield.Room.Shift.X * SyntheticRoom.Size.Height, 4.5, 5.5);
    }

    /// <summary>A bumped desk again and again: what zones are bound to, and what was captured, stay as they were.</summary>
    [Fact]
    public void Zones_and_the_captured_plate_stay_while_the_plate_in_use_moves_with_the_camera()
    {
        using var plate = _room.Plate();
        using var shield = Shield(plate, false, Window);
        foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(5, 0), (9, -3), (2, 4), (0, 0)])
        {
            ShowFor(shield, 4, SyntheticRoom.Shift(x, y));
            Assert.Equal(RoomVerdict.Steady, shield.Room.Verdict);
            Assert.Equal(x, shield.Room.Shift.X * SyntheticRoom.Size.Height, 0.5);
            Assert.Equal(y, shield.Room.Shift.Y * SyntheticRoom.Size.Height, 0.5);
            Assert.True(shield.Room.Captured!.Pixels.SequenceEqual(plate.Pixels));
        }

        Assert.True(shield.Room.InUse!.Pixels.SequenceEqual(plate.Pixels));
    }

    /// <summary>A model that is loaded anew, after failures or by choice, must not bring the picture back beside its zones.</summary>
    [Fact]
    public void The_next_shield_knows_that_the_camera_was_moved_until_it_is_confirmed()
    {
        using var shield = Shield(null, false, Window);
        LearnWithStreamer(shield);
        for (var i = 0; i < 2 * Rate; i++)
        {
            Record.Exception(() => Show(shield, SyntheticRoom.Shift(60, 30, degrees: 12)));
        }

        Assert.Equal(RoomVerdict.Moved, shield.Room.Verdict);
        using var next = Shield(null, false, Window);
        next.Recall(shield.Memory);
        Assert.Equal(SlateReason.RoomMoved, Assert.Throws<ShieldException>(() => Show(next, SyntheticRoom.Shift(60, 30, degrees: 12))).Reason);
        Assert.Equal(RoomVerdict.Moved, next.Room.Verdict);
        next.Room.Confirm();
        Show(next, SyntheticRoom.Shift(60, 30, degrees: 12));
        Assert.Equal(0, next.Room.Shift.Distance(RoomShift.None(SyntheticRoom.Size)));
    }

    /// <summary>The same for zones that the camera has carried along.</summary>
    [Fact]
    public void The_next_shield_leaves_the_zones_where_the_camera_carried_them()
    {
        using var shield = Shield(null, false, Window);
        LearnWithStreamer(shield);
        ShowFor(shield, 1, SyntheticRoom.Shift(5));
        using var next = Shield(null, true, Window);
        next.Recall(shield.Memory);
        ShowFor(next, 15, SyntheticRoom.Shift(5));
        Assert.Equal(PlateOrigin.Learnt, next.Room.Origin);
        Assert.Equal(5, next.Room.Shift.X * SyntheticRoom.Size.Height, 0.5);
        ShowFor(next, 1, SyntheticRoom.Shift(0));
        Assert.Equal(0, next.Room.Shift.X * SyntheticRoom.Size.Height, 0.5);
    }

    /// <summary>After the desk was bumped the room is captured again at its new place, unless zones are bound to the old one.</summary>
    [Theory]
    [InlineData(false, 2, 0)]
    [InlineData(true, 1, 5)]
    public void A_room_captured_by_itself_is_captured_again_where_the_camera_stands_now(bool zones, int captures, double shift)
    {
        using var shield = zones ? Shield(null, true, Window) : Shield(null, true);
        ShowFor(shield, 3, SyntheticRoom.Shift());
        Assert.Equal((PlateOrigin.SelfCaptured, 1), (shield.Room.Origin, shield.Room.SelfCaptures));
        for (var i = 0; i < 38 * Rate; i++)
        {
            // The bump comes while the new plate is being prepared. The zones are never farther away than the camera.
            Show(shield, SyntheticRoom.Shift(5));
            Assert.InRange(shield.Room.Shift.X * SyntheticRoom.Size.Height, -0.5, 5.5);
        }

        Assert.Equal((RoomVerdict.Steady, captures), (shield.Room.Verdict, shield.Room.SelfCaptures));
        Assert.Equal(shift, shield.Room.Shift.X * SyntheticRoom.Size.Height, 0.5);
    }

    /// <summary>The same while the camera was knocked against a bare wall, where nothing can be found.</summary>
    [Fact]
    public void A_learnt_room_that_zones_follow_is_not_replaced_by_a_capture_of_a_bare_wall()
    {
        using var shield = Shield(null, true, Window);
        LearnWithStreamer(shield);
        _streamer = 0;
        ShowFor(shield, 5, SyntheticRoom.Shift(), Blank);
        Assert.Equal(PlateOrigin.Learnt, shield.Room.Origin);
    }

    /// <summary>A note over the lens is captured as an empty room. It is not her room for ever.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void A_covered_lens_is_not_taken_for_the_room_for_long(byte streamer)
    {
        using var shield = Shield(null, true);
        ShowFor(shield, 4, SyntheticRoom.Shift(), Blank);
        Assert.Equal(PlateOrigin.SelfCaptured, shield.Room.Origin);
        _streamer = streamer;
        ShowFor(shield, 60, SyntheticRoom.Shift());
        Assert.Equal(RoomVerdict.Steady, shield.Room.Verdict);
    }

    [Theory]
    [InlineData(true, PlateOrigin.Learnt)]
    [InlineData(false, PlateOrigin.None)]
    public void A_learnt_room_that_zones_follow_outlives_the_dark(bool zones, PlateOrigin origin)
    {
        using var shield = zones ? Shield(null, false, Window) : Shield(null, false);
        LearnWithStreamer(shield);
        ShowFor(shield, 1, SyntheticRoom.Shift(5));
        ShowFor(shield, 20.5, SyntheticRoom.Shift(5), Dark);
        Assert.Equal(origin, shield.Room.Origin);
        Assert.InRange(shield.Room.Shift.X * SyntheticRoom.Size.Height, zones ? 4.5 : 0, zones ? 5.5 : 0);
    }

    [Fact]
    public void A_pause_does_not_count_as_time_without_the_room()
    {
        using var shield = Shield(null, false);
        LearnWithStreamer(shield);
        _time.Advance(TimeSpan.FromSeconds(25));
        Show(shield, SyntheticRoom.Shift(), Dark);
        Assert.Equal(RoomVerdict.Unsure, shield.Room.Verdict);
        Assert.True(shield.Room.KnowsRoom);
    }

    /// <summary>A bare wall cannot be found in a picture: it is learnt all the same, and found once something hangs there.</summary>
    [Fact]
    public void A_room_with_too_little_in_it_to_be_found_is_learnt_on()
    {
        using var shield = Shield(null, false);
        ShowFor(shield, 3, SyntheticRoom.Shift(), static frame => frame.Pixels.Fill(120));
        for (var i = 0; i < 30 * Rate; i++)
        {
            Show(shield, SyntheticRoom.Shift(), static frame => frame.Pixels.Fill(120));
            Assert.True(shield.Room.KnowsRoom);
        }

        Assert.Equal(RoomVerdict.Unsure, shield.Room.Verdict);
        ShowFor(shield, 100, SyntheticRoom.Shift());
        Assert.Equal(RoomVerdict.Steady, shield.Room.Verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_capture_that_was_broken_off_does_not_go_on_later(bool switchedOff)
    {
        using var shield = Shield(null, true);
        ShowFor(shield, 1.3, SyntheticRoom.Shift());
        if (switchedOff)
        {
            shield.Apply(shield.Settings with { SelfCapture = false });
            ShowFor(shield, 0.5, SyntheticRoom.Shift());
            shield.Apply(shield.Settings with { SelfCapture = true });
        }
        else
        {
            _time.Advance(TimeSpan.FromHours(1));
        }

        ShowFor(shield, 1.9, SyntheticRoom.Shift());
        Assert.Equal(0, shield.Room.SelfCaptures);
        ShowFor(shield, 1.5, SyntheticRoom.Shift());
        Assert.Equal(1, shield.Room.SelfCaptures);
    }

    private static void Blank(Frame frame) => frame.Pixels.Fill(120);

    private static void Dark(Frame frame) => SyntheticRoom.Relight(frame.Pixels, 0.01, 3);

    /// <summary>A shield whose model sees the streamer in the left quarter, as long as there is one.</summary>
    private FrameShield Shield(Plate? plate, bool selfCapture, params Zone[] zones) => new(
        SyntheticRoom.Size,
        new ScriptedSegmenter((frame, matte) =>
        {
            for (var y = 0; y < matte.Height; y++)
            {
                matte.Alpha.Slice(y * matte.Width, matte.Width / 4).Fill(_streamer);
            }

            matte.Stamp(frame.Id);
        }),
        new ShieldSettings { Effect = "solid", People = PeopleChoice.Everyone, Plate = plate, SelfCapture = selfCapture, Zones = zones },
        _time);

    private void LearnWithStreamer(FrameShield shield)
    {
        _streamer = 255;
        ShowFor(shield, 15, SyntheticRoom.Shift());
        Assert.Equal((PlateOrigin.Learnt, RoomVerdict.Steady), (shield.Room.Origin, shield.Room.Verdict));
    }

    private void ShowFor(FrameShield shield, double seconds, RoomShift shift, Action<Frame>? change = null)
    {
        for (var i = 0; i < seconds * Rate; i++)
        {
            Show(shield, shift, change);
        }
    }

    private void Show(FrameShield shield, RoomShift shift, Action<Frame>? change = null)
    {
        using var frame = _room.Frame(shift, ++_id);
        change?.Invoke(frame);
        _time.Advance(TimeSpan.FromSeconds(1.0 / Rate));
        frame.Stamp(_id, _time.GetTimestamp());
        shield.Shield(frame, _output);
    }

    private static double Shown(FrameShield shield) => (double)shield.Matte.Alpha.ToArray().Count(static alpha => alpha > 127) / shield.Size.Pixels;
}
