using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Registration;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Rooms;

/// <summary>What the whole shield does with what it knows of the room.</summary>
public sealed class RoomSenseTests : IDisposable
{
    /// <summary>Pictures per second where much time passes.</summary>
    private const int SlowRate = 10;

    private readonly SyntheticRoom _room = new(7);
    private readonly FakeTimeProvider _time = new();
    private readonly ShieldedFrame _output = new(SyntheticRoom.Size);
    private long _id;

    /// <summary>A model that takes everything for the streamer.</summary>
    private static ScriptedSegmenter Careless() => new((frame, matte) =>
    {
        matte.Alpha.Fill(255);
        matte.Stamp(frame.Id);
    });

    private static ShieldSettings Everyone(Plate? plate = null, bool selfCapture = false) =>
        new() { Effect = "solid", People = PeopleChoice.Everyone, Plate = plate, SelfCapture = selfCapture };

    [Fact]
    public void Where_the_room_is_known_it_is_hidden_whatever_the_model_says()
    {
        using var plate = _room.Plate();
        using var knowing = new FrameShield(SyntheticRoom.Size, Careless(), Everyone(plate), _time);
        Show(knowing, SyntheticRoom.Shift());

        // What is flat both in the plate and in the frame is ambiguous far from any texture: there the model's word stands.
        Assert.InRange(Shown(knowing), 0, 0.1);
        Assert.Equal(RoomVerdict.Steady, knowing.Room.Verdict);

        using var ignorant = new FrameShield(SyntheticRoom.Size, Careless(), Everyone(), _time);
        Show(ignorant, SyntheticRoom.Shift());
        Assert.Equal(1, Shown(ignorant));
    }

    [Fact]
    public void A_small_shift_and_other_light_do_not_uncover_it()
    {
        using var plate = _room.Plate();
        using var shield = new FrameShield(SyntheticRoom.Size, Careless(), Everyone(plate), _time);
        for (var i = 0; i < 10; i++)
        {
            Show(shield, SyntheticRoom.Shift(1.3, -0.7), gain: 0.9);
        }

        Assert.Equal(RoomVerdict.Shifted, shield.Room.Verdict);
        Assert.InRange(Shown(shield), 0, 0.15);
    }

    [Fact]
    public void The_room_is_learnt_from_what_is_hidden_and_then_hides_what_the_model_shows()
    {
        var careless = false;
        using var shield = new FrameShield(SyntheticRoom.Size, new ScriptedSegmenter((frame, matte) =>
        {
            matte.Alpha.Fill((byte)(careless ? 255 : 0));
            matte.Stamp(frame.Id);
        }), Everyone(), _time);
        for (var i = 0; i < 25 * 30; i++)
        {
            Show(shield, SyntheticRoom.Shift());
        }

        Assert.True(shield.Room.KnowsRoom);
        Assert.InRange(shield.Room.Known, 0.9, 1);
        careless = true;
        Show(shield, SyntheticRoom.Shift());
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    [Fact]
    public void A_learnt_room_is_learnt_further_from_where_the_camera_stands_now()
    {
        var (seen, careless) = (true, false);
        using var shield = new FrameShield(SyntheticRoom.Size, new ScriptedSegmenter((frame, matte) =>
        {
            for (var i = 0; i < matte.Alpha.Length; i++)
            {
                matte.Alpha[i] = (byte)(careless || (seen && i % matte.Width > matte.Width / 2) ? 255 : 0);
            }

            matte.Stamp(frame.Id);
        }), Everyone(), _time);
        ShowFor(shield, 25);
        Assert.InRange(shield.Room.Known, 0.3, 0.6);

        seen = false;
        for (var i = 0; i < 40 * 30; i++)
        {
            Show(shield, SyntheticRoom.Shift(1.3, -0.7));
        }

        Assert.Equal(RoomVerdict.Steady, shield.Room.Verdict);
        Assert.InRange(shield.Room.Known, 0.9, 1);
        careless = true;
        Show(shield, SyntheticRoom.Shift(1.3, -0.7));
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    /// <summary>In the first seconds nothing else tells a room that the model takes for the streamer.</summary>
    [Fact]
    public void The_room_hides_what_the_model_shows_from_the_second_second_on()
    {
        byte alpha = 0;
        using var shield = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(), _time);
        ShowFor(shield, 0.4);
        Assert.False(shield.Room.KnowsRoom);
        ShowFor(shield, 1);
        Assert.InRange(shield.Room.Known, 0.9, 1);
        alpha = 255;
        ShowFor(shield, 0.5);
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    /// <summary>Somebody who sits still, whom the model missed at first, looks like the room that was learnt there. The model is sure of them: the room loses.</summary>
    [Theory]
    [InlineData(1.5, 4)]
    [InlineData(30, 12)]
    public void What_was_learnt_of_the_streamer_is_forgotten_while_the_model_is_sure(double missed, double hidden)
    {
        byte alpha = 0;
        using var shield = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(), _time);
        ShowFor(shield, missed);
        alpha = 255;
        ShowFor(shield, 0.2);
        Assert.InRange(Shown(shield), 0, 0.1);
        ShowFor(shield, hidden);
        Assert.InRange(Shown(shield), 0.9, 1);
    }

    /// <summary>A lamp, a chair: what no longer looks like that is not claimed for long, however long the room has been known, and the new look is known later.</summary>
    [Fact]
    public void What_changes_in_a_learnt_room_is_unknown_within_seconds_and_known_again_within_a_minute()
    {
        byte alpha = 0;
        using var shield = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(), _time);
        ShowFor(shield, 100, SlowRate);
        Assert.Equal(PlateOrigin.Learnt, shield.Room.Origin);
        var known = shield.Room.Known;
        for (var i = 0; i < 4 * SlowRate; i++)
        {
            Show(shield, SyntheticRoom.Shift(), Blanket, SlowRate);
        }

        Assert.InRange(shield.Room.Known, 0, known - 0.05);
        for (var i = 0; i < 50 * SlowRate; i++)
        {
            Show(shield, SyntheticRoom.Shift(), Blanket, SlowRate);
        }

        alpha = 255;
        Show(shield, SyntheticRoom.Shift(), Blanket);
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    /// <summary>With zones a moved camera hides, although the room was only learnt: the zones would lie elsewhere. Without them a new room is learnt.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_camera_that_moved_hides_while_something_is_bound_to_its_place(bool zones)
    {
        using var shield = new FrameShield(SyntheticRoom.Size, ScriptedSegmenter.Nobody(), Everyone() with
        {
            Zones = zones ? [new Zone { Name = "window", Shape = new RectangleShape(0, 0, 0.3, 0.3) }] : [],
        }, _time);
        for (var i = 0; i < 15 * 30; i++)
        {
            Show(shield, SyntheticRoom.Shift());
        }

        Assert.True(shield.Room.KnowsRoom);
        ShieldException? trouble = null;
        for (var i = 0; i < 60 && trouble is null; i++)
        {
            trouble = Record.Exception(() => Show(shield, SyntheticRoom.Shift(60, 30, degrees: 12))) as ShieldException;
        }

        if (!zones)
        {
            Assert.Null(trouble);
            return;
        }

        Assert.Equal(SlateReason.RoomMoved, trouble?.Reason);
        Assert.True(_output.IsSlate);

        // The streamer says that the camera stands right: the place is learnt anew.
        shield.Room.Confirm();
        Show(shield, SyntheticRoom.Shift(60, 30, degrees: 12));
        Assert.False(_output.IsSlate);
        Assert.False(shield.Room.KnowsRoom);
    }

    [Fact]
    public void A_captured_room_that_moved_hides_until_it_is_confirmed()
    {
        using var plate = _room.Plate();
        using var shield = new FrameShield(SyntheticRoom.Size, ScriptedSegmenter.Nobody(), Everyone(plate), _time);
        Show(shield, SyntheticRoom.Shift());
        var troubles = Enumerable.Range(0, 60).Count(_ => Record.Exception(() => Show(shield, SyntheticRoom.Shift(60, 30, degrees: 12))) is ShieldException);
        Assert.InRange(troubles, 30, 60);
        Assert.IsType<ShieldException>(Record.Exception(() => Show(shield, SyntheticRoom.Shift())));
        shield.Room.Confirm();
        Show(shield, SyntheticRoom.Shift());
        Assert.False(_output.IsSlate);
    }

    [Fact]
    public void A_plate_of_another_size_is_refused_in_one_sentence()
    {
        using var plate = new Plate(new FrameSize(64, 64));
        using var shield = new FrameShield(SyntheticRoom.Size, ScriptedSegmenter.Nobody(), Everyone(), _time);
        var e = Assert.Throws<ShieldException>(() => shield.Apply(Everyone(plate)));
        Assert.Contains("64x64", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_segmenter_is_told_the_room_and_the_frame_before_unless_that_one_failed()
    {
        using var plate = _room.Plate();
        using var curious = new CuriousSegmenter();
        using var shield = new FrameShield(SyntheticRoom.Size, curious, Everyone(plate), _time);
        Show(shield, SyntheticRoom.Shift());
        Assert.Equal((byte)255, curious.Known);
        Assert.Null(curious.Prior);
        Show(shield, SyntheticRoom.Shift());
        Assert.Equal((byte)200, curious.Prior);
        curious.Fails = true;
        Assert.ThrowsAny<Exception>(() => Show(shield, SyntheticRoom.Shift()));
        curious.Fails = false;
        Show(shield, SyntheticRoom.Shift());
        Assert.Null(curious.Prior);
    }

    [Fact]
    public void The_segmenter_is_not_told_a_room_that_was_only_learnt()
    {
        using var curious = new CuriousSegmenter { Alpha = 0 };
        using var shield = new FrameShield(SyntheticRoom.Size, curious, Everyone(), _time);
        ShowFor(shield, 25, SlowRate);
        Assert.InRange(shield.Room.Known, 0.9, 1);
        Assert.Equal((byte)0, curious.Known);
    }

    [Fact]
    public void An_empty_room_that_stands_still_is_captured_without_being_asked_and_hides_what_the_model_shows()
    {
        byte alpha = 0;
        using var shield = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(selfCapture: true), _time);
        ShowFor(shield, 1.8);
        Assert.Equal(0, shield.Room.SelfCaptures);
        ShowFor(shield, 0.8);
        Assert.Equal((PlateOrigin.SelfCaptured, 1), (shield.Room.Origin, shield.Room.SelfCaptures));
        alpha = 255;
        ShowFor(shield, 0.2);
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    /// <summary>Who got onto the plate by mistake is not found beside it, and would be captured for ever.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(255, 1)]
    public void It_is_replaced_only_if_the_model_finds_nobody_without_the_plate(byte alone, int captures)
    {
        using var curious = new CuriousSegmenter { Alpha = 0, Alone = alone };
        using var shield = new FrameShield(SyntheticRoom.Size, curious, Everyone(selfCapture: true), _time);
        ShowFor(shield, 40);
        Assert.Equal(captures, shield.Room.SelfCaptures);
    }

    [Theory]
    [InlineData(false, 0.1, 0)]
    [InlineData(true, 0.1, 1)]
    [InlineData(true, 0.5, 0)]
    public void A_room_with_somebody_or_something_moving_in_it_or_no_leave_is_not_captured(bool selfCapture, double moving, int captures)
    {
        using var shield = new FrameShield(SyntheticRoom.Size, ScriptedSegmenter.Nobody(), Everyone(selfCapture: selfCapture), _time);
        for (var i = 0; i < 90; i++)
        {
            Show(shield, SyntheticRoom.Shift(), frame => Fill(frame, moving, (_, _) => (byte)(i % 2 * 200)));
        }

        Assert.Equal(captures, shield.Room.SelfCaptures);
        byte alpha = 255;
        using var busy = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(selfCapture: true), _time);
        ShowFor(busy, 4);
        Assert.Equal(0, busy.Room.SelfCaptures);
    }

    [Fact]
    public void It_is_captured_again_at_the_next_chance_and_follows_what_was_changed()
    {
        byte alpha = 0;
        using var shield = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(selfCapture: true), _time);
        ShowFor(shield, 3);
        alpha = 255;
        ShowFor(shield, 30, SlowRate);
        alpha = 0;
        for (var i = 0; i < 90; i++)
        {
            Show(shield, SyntheticRoom.Shift(), Blanket);
        }

        Assert.Equal(2, shield.Room.SelfCaptures);
        alpha = 255;
        Show(shield, SyntheticRoom.Shift(), Blanket);
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    /// <summary>A blanket is thrown over a chair while the streamer is there: unknown at first, room within a minute. The same after the desk was bumped.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.3, -0.7)]
    [InlineData(6, 4)]
    public void What_changed_in_a_captured_room_is_learnt_anew_within_a_minute(double x, double y)
    {
        var place = SyntheticRoom.Shift(x, y);
        using var plate = _room.Plate();
        byte alpha = 0;
        using var shield = new FrameShield(SyntheticRoom.Size, Filling(() => alpha), Everyone(plate), _time);
        ShowFor(shield, 1);
        for (var i = 0; i < 3 * SlowRate; i++)
        {
            Show(shield, place, static _ => { }, SlowRate);
        }

        alpha = 255;
        Show(shield, place, Blanket);
        var before = Shown(shield);
        Assert.InRange(before, 0.15, 1);
        alpha = 0;
        for (var i = 0; i < 60 * SlowRate; i++)
        {
            Show(shield, place, Blanket, SlowRate);
        }

        Assert.Equal(PlateOrigin.Captured, shield.Room.Origin);
        alpha = 255;
        Show(shield, place, Blanket);
        Assert.InRange(Shown(shield), 0, 0.1);
    }

    public void Dispose() => _output.Dispose();

    private static ScriptedSegmenter Filling(Func<byte> alpha) => new((frame, matte) =>
    {
        matte.Alpha.Fill(alpha());
        matte.Stamp(frame.Id);
    });

    /// <summary>Something with a texture of its own covers a part of the room.</summary>
    private static void Blanket(Frame frame) => Fill(frame, 0.35, (x, y) => (byte)(40 + (x * 37 % 11 * 12) + (y * 53 % 7 * 10)));

    /// <summary>Covers a share of the width and of the height.</summary>
    private static void Fill(Frame frame, double share, Func<int, int, byte> level)
    {
        var (right, bottom) = ((int)(frame.Size.Width * share), (int)(frame.Size.Height * share));
        for (var y = 0; y < bottom; y++)
        {
            for (var x = 0; x < right; x++)
            {
                frame.Pixels.Slice(((y * frame.Size.Width) + x) * 3, 3).Fill(level(x, y));
            }
        }
    }

    private void ShowFor(FrameShield shield, double seconds, int rate = 30)
    {
        for (var i = 0; i < seconds * rate; i++)
        {
            Show(shield, SyntheticRoom.Shift(), static _ => { }, rate);
        }
    }

    private void Show(FrameShield shield, RoomShift shift, Action<Frame> change, double rate = 30)
    {
        using var frame = _room.Frame(shift, ++_id);
        change(frame);
        _time.Advance(TimeSpan.FromSeconds(1 / rate));
        frame.Stamp(_id, _time.GetTimestamp());
        shield.Shield(frame, _output);
    }

    private void Show(FrameShield shield, RoomShift shift, double gain = 1)
    {
        using var frame = _room.Frame(shift, ++_id);
        SyntheticRoom.Relight(frame.Pixels, gain, 0);
        _time.Advance(TimeSpan.FromSeconds(1 / 30.0));
        frame.Stamp(_id, _time.GetTimestamp());
        shield.Shield(frame, _output);
    }

    /// <summary>Share of the picture that the matte shows.</summary>
    private static double Shown(FrameShield shield)
    {
        var shown = 0;
        foreach (var alpha in shield.Matte.Alpha)
        {
            shown += alpha > 127 ? 1 : 0;
        }

        return (double)shown / shield.Size.Pixels;
    }

    /// <summary>Notes what it is told in the middle of the picture.</summary>
    private sealed class CuriousSegmenter : ISegmenter
    {
        public string Name => "curious";

        public (int Width, int Height) MatteSize(FrameSize frame) => (64, 36);

        public bool TakesHints => true;

        public bool Fails { get; set; }

        /// <summary>What it shows everywhere.</summary>
        public byte Alpha { get; init; } = 200;

        /// <summary>What it shows everywhere without hints; null if it must not be asked.</summary>
        public byte? Alone { get; init; }

        public byte Known { get; private set; }

        public byte? Prior { get; private set; }

        public void Segment(Frame frame, Matte matte)
        {
            matte.Alpha.Fill(Alone ?? throw new InvalidOperationException("It was given no hints."));
            matte.Stamp(frame.Id);
        }

        public void Segment(Frame frame, SegmenterHints hints, Matte? prior, Matte streamer, Matte everybody)
        {
            var middle = (18 * 64) + 32;
            (Known, Prior) = (hints.Known[middle], prior?.Alpha[middle]);
            if (Fails)
            {
                throw new InvalidOperationException("Asked to fail.");
            }

            everybody.Alpha.Fill(Alpha);
            everybody.Stamp(frame.Id);
            everybody.CopyTo(streamer);
        }

        public void Dispose()
        {
        }
    }
}
