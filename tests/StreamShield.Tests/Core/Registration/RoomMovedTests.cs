using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Registration;

/// <summary>"The room moved": found when it did, and never otherwise.</summary>
public sealed class RoomMovedTests : IDisposable
{
    /// <summary>A second.</summary>
    private const int InTime = 30;

    private readonly SyntheticRoom _room = new(1);
    private readonly SyntheticRoom _clothes = new(99);
    private readonly Plate _plate;
    private readonly FakeTimeProvider _time = new();
    private readonly RoomRegistration _registration;
    private readonly Frame _frame = new FramePool(SyntheticRoom.Size, 1).Rent();
    private double _rate = InTime;
    private long _id;

    public RoomMovedTests()
    {
        _plate = _room.Plate();
        _registration = new RoomRegistration(SyntheticRoom.Size, _time);
        _registration.Use(_plate);
        Look(_room, SyntheticRoom.Shift());
        Assert.Equal(RoomVerdict.Steady, _registration.Verdict);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _plate.Dispose();
        _frame.Dispose();
    }

    [Theory]
    [InlineData(40, 0, 1, 0)]
    [InlineData(-25, 14, 1, 0)]
    [InlineData(110, -20, 1, 2)]
    [InlineData(0, 0, 1.15, 0)]
    [InlineData(0, 0, 0.9, 0)]
    [InlineData(0, 0, 1, 7)]
    public void A_turned_or_zoomed_camera_is_found_within_a_second(double x, double y, double zoom, double degrees) =>
        Assert.InRange(FramesUntilMoved(_room, SyntheticRoom.Shift(x, y, zoom, degrees)), 1, InTime);

    [Fact]
    public void Another_room_is_found_within_a_second()
    {
        for (var seed = 2; seed < 12; seed++)
        {
            _registration.Confirm();
            Look(_room, SyntheticRoom.Shift());

            Assert.InRange(FramesUntilMoved(new SyntheticRoom(seed), SyntheticRoom.Shift()), 1, InTime);
        }
    }

    /// <summary>Half a second decides, whatever the camera's rate; but never a few frames.</summary>
    [Theory]
    [InlineData(60, 30, 31)]
    [InlineData(30, 15, 16)]
    [InlineData(10, 5, 6)]
    [InlineData(1, 5, 6)]
    public void Time_decides_and_not_the_number_of_frames(double rate, int least, int most)
    {
        _rate = rate;
        Assert.InRange(FramesUntilMoved(_room, SyntheticRoom.Shift(40)), least, most);
    }

    [Fact]
    public void Frames_that_show_too_little_neither_count_nor_reset_the_count()
    {
        LookFor(10, 40);
        for (var i = 0; i < 60; i++)
        {
            _frame.Pixels.Fill(3);
            Register();
        }

        Assert.True(_registration.IsAway);
        Assert.InRange(FramesUntilMoved(_room, SyntheticRoom.Shift(40)), 5, 6);
    }

    [Fact]
    public void One_frame_of_another_view_is_enough_to_say_that_the_camera_looks_elsewhere()
    {
        LookFor(1, 40);
        Assert.True(_registration.IsAway);
        LookFor(1, 0);
        Assert.False(_registration.IsAway);
        LookFor(1, 40);
        _registration.Confirm();
        Assert.False(_registration.IsAway);
    }

    /// <summary>Law 1: the room that does not match is hidden, with a reason for the slate and a sentence with cause and cure.</summary>
    [Fact]
    public void A_moved_room_hides_every_frame_until_it_is_confirmed()
    {
        FramesUntilMoved(_room, SyntheticRoom.Shift(40));

        for (var i = 0; i < 5; i++)
        {
            var failure = Assert.Throws<ShieldException>(() => Look(_room, SyntheticRoom.Shift()));
            Assert.Equal(SlateReason.RoomMoved, failure.Reason);
            Assert.Contains("capture the empty room again", failure.Message);
        }

        _registration.Confirm();
        Look(_room, SyntheticRoom.Shift());
        Assert.Equal(RoomVerdict.Steady, _registration.Verdict);
    }

    [Fact]
    public void A_better_plate_of_the_old_room_does_not_lift_the_verdict()
    {
        FramesUntilMoved(_room, SyntheticRoom.Shift(40));

        _registration.Improve(_plate);

        Assert.Throws<ShieldException>(() => Look(_room, SyntheticRoom.Shift()));
    }

    [Fact]
    public void Confirming_in_the_wrong_place_hides_again_within_a_second()
    {
        FramesUntilMoved(_room, SyntheticRoom.Shift(40));

        _registration.Confirm();

        Assert.InRange(FramesUntilMoved(_room, SyntheticRoom.Shift(40)), 1, InTime);
    }

    [Fact]
    public void A_new_plate_lifts_the_verdict()
    {
        FramesUntilMoved(_room, SyntheticRoom.Shift(40));
        _room.Look(SyntheticRoom.Shift(40), _plate.Pixels);

        _registration.Use(_plate);
        Look(_room, SyntheticRoom.Shift(40));

        Assert.Equal(RoomVerdict.Steady, _registration.Verdict);
    }

    /// <summary>The frames before the verdict must not be looked at with the wrong room.</summary>
    [Fact]
    public void While_the_room_is_lost_nothing_is_known_of_it()
    {
        var view = Look(_room, SyntheticRoom.Shift(40));

        Assert.Equal(RoomVerdict.Unsure, _registration.Verdict);
        Assert.Equal(-1, view.Plate.Confidence.IndexOfAnyExcept((byte)0));
    }

    [Theory]
    [InlineData(8, -4, 0)]
    [InlineData(-3, 6, 1.2)]
    public void A_small_bump_is_followed_at_once(double x, double y, double degrees)
    {
        var truth = SyntheticRoom.Shift(x, y, 1, degrees);

        var view = Look(_room, truth);

        Assert.Equal(RoomVerdict.Shifted, _registration.Verdict);
        Assert.InRange(_registration.Shift.Distance(truth) * SyntheticRoom.Size.Height, 0, 0.15);
        Assert.NotEqual(-1, view.Plate.Confidence.IndexOfAnyExcept((byte)0));
    }

    /// <summary>A slow creep far from the plate is no small shift either.</summary>
    [Fact]
    public void Creeping_away_is_found_as_well()
    {
        var thrown = Record.Exception(() =>
        {
            for (var x = 0.0; x < 30; x += 0.5)
            {
                Look(_room, SyntheticRoom.Shift(x));
            }
        });

        Assert.Equal(SlateReason.RoomMoved, Assert.IsType<ShieldException>(thrown).Reason);
    }

    [Fact]
    public void Somebody_right_before_the_camera_is_no_moved_camera()
    {
        using var people = new Matte(64, 36);
        people.Alpha.Fill(255);
        for (var i = 0; i < 90; i++)
        {
            Look(_clothes, SyntheticRoom.Shift(i % 9, i % 7), people);
            Assert.Equal(RoomVerdict.Unsure, _registration.Verdict);
        }

        Look(_room, SyntheticRoom.Shift());
        Assert.Equal(RoomVerdict.Steady, _registration.Verdict);
    }

    [Fact]
    public void Darkness_and_its_noise_are_no_moved_camera()
    {
        for (var i = 0; i < 90; i++)
        {
            _room.Look(SyntheticRoom.Shift(), _frame.Pixels);
            SyntheticRoom.Relight(_frame.Pixels, 0.01, 10);
            SyntheticRoom.AddNoise(_frame.Pixels, 6, i);
            Register();
            Assert.Equal(RoomVerdict.Unsure, _registration.Verdict);
        }
    }

    /// <summary>
    /// Twenty minutes of an ordinary evening, one frame of every two seconds (600 of 36,000, small ones, so that the test stays quick): the streamer rocks, leans in until most of the
    /// picture is covered, lamps go on and off with their gradients, clouds pass, a screen glows, the focus breathes by a percent, the sensor is noisy.
    /// </summary>
    [Fact]
    public void Twenty_ordinary_minutes_raise_no_alarm()
    {
        var unsure = 0;
        for (var i = 0; i < 600; i++)
        {
            var t = i / 600.0;
            var truth = SyntheticRoom.Shift(0.4 * Math.Sin(i * 0.7), 0.3 * Math.Cos(i * 0.9), 1 + (0.01 * Math.Sin(i * 0.37)), 0.1 * Math.Sin(i * 0.21));
            _room.Look(truth, _frame.Pixels);
            Cover(i);
            var lamp = (i / 25 % 4) switch { 0 => (Gain: 1.0, Slope: 0.0), 1 => (0.4, 30), 2 => (1.35, -50), _ => (0.7, 60) };
            SyntheticRoom.Relight(_frame.Pixels, lamp.Gain * (1 + (0.15 * Math.Sin(40 * t))), 0, lamp.Slope);
            Glow(i);
            SyntheticRoom.AddNoise(_frame.Pixels, 3 + (3 * t), i);
            Register();
            unsure += _registration.Verdict == RoomVerdict.Unsure ? 1 : 0;
            if (_registration.Verdict != RoomVerdict.Unsure)
            {
                Assert.InRange(_registration.Shift.Distance(truth) * SyntheticRoom.Size.Height, 0, 0.5);
            }
        }

        Assert.InRange(unsure, 0, 30);
    }

    /// <summary>The streamer: an ellipse with a texture of its own; every tenth stretch of frames leaning in.</summary>
    private void Cover(int i)
    {
        using var person = _clothes.Frame(SyntheticRoom.Shift(5 * Math.Sin(i), i % 11));
        var near = i / 20 % 5 == 4 ? 1.9 : 1.0;
        var (centre, halfWidth, halfHeight) = (160 + (25 * Math.Sin(i * 0.4)), 60 * near, 85 * near);
        for (var y = 0; y < SyntheticRoom.Size.Height; y++)
        {
            for (var x = 0; x < SyntheticRoom.Size.Width; x++)
            {
                var (u, v) = ((x - centre) / halfWidth, (y - 130) / halfHeight);
                if ((u * u) + (v * v) < 1)
                {
                    var at = ((y * SyntheticRoom.Size.Width) + x) * 3;
                    person.Pixels.Slice(at, 3).CopyTo(_frame.Pixels[at..]);
                }
            }
        }
    }

    /// <summary>A screen below the camera throws its colour on the lower half.</summary>
    private void Glow(int i)
    {
        for (var at = 0; at < _frame.Pixels.Length; at++)
        {
            var strength = (at / 3 / SyntheticRoom.Size.Width / (double)SyntheticRoom.Size.Height) - 0.4;
            if (strength > 0 && (i / 7 + at) % 3 != 0)
            {
                _frame.Pixels[at] = (byte)Math.Min(255, _frame.Pixels[at] + (60 * strength));
            }
        }
    }

    private AlignedRoom Look(SyntheticRoom room, RoomShift shift, Matte? people = null)
    {
        room.Look(shift, _frame.Pixels);
        return Register(people);
    }

    private AlignedRoom Register(Matte? people = null)
    {
        _time.Advance(TimeSpan.FromSeconds(1 / _rate));
        _frame.Stamp(++_id, _time.GetTimestamp());
        return _registration.Register(_frame, people);
    }

    private void LookFor(int frames, double x)
    {
        for (var i = 0; i < frames; i++)
        {
            Look(_room, SyntheticRoom.Shift(x));
        }
    }

    private int FramesUntilMoved(SyntheticRoom room, RoomShift shift)
    {
        for (var i = 1; i <= 2 * InTime; i++)
        {
            try
            {
                Look(room, shift);
            }
            catch (ShieldException)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
