using Microsoft.Extensions.Time.Testing;
using StreamShield.Core;

namespace StreamShield.Tests.Core.Rooms;

/// <summary>What the whole shield does with what it knows of the room.</summary>
public sealed class RoomSenseTests : IDisposable
{
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

    private static ShieldSettings Everyone(Plate? plate = null) => new() { Effect = "solid", People = PeopleChoice.Everyone, Plate = plate };

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

    public void Dispose() => _output.Dispose();

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

        public byte Known { get; private set; }

        public byte? Prior { get; private set; }

        public void Segment(Frame frame, Matte matte) => throw new InvalidOperationException("It was given no hints.");

        public void Segment(Frame frame, SegmenterHints hints, Matte? prior, Matte streamer, Matte everybody)
        {
            var middle = (18 * 64) + 32;
            (Known, Prior) = (hints.Known[middle], prior?.Alpha[middle]);
            if (Fails)
            {
                throw new InvalidOperationException("Asked to fail.");
            }

            everybody.Alpha.Fill(200);
            everybody.Stamp(frame.Id);
            everybody.CopyTo(streamer);
        }

        public void Dispose()
        {
        }
    }
}
