using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Registration;

public sealed class RoomRegistrationTests : IDisposable
{
    private readonly SyntheticRoom _room = new(1);
    private readonly Plate _plate;
    private readonly RoomRegistration _registration = new(SyntheticRoom.Size, TimeProvider.System);

    public RoomRegistrationTests()
    {
        _plate = _room.Plate();
        _registration.Use(_plate);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _plate.Dispose();
    }

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0.3, -0.6, 1, 0)]
    [InlineData(2, 1.25, 1, 0)]
    [InlineData(-7.5, 4.2, 1, 0)]
    [InlineData(0.5, 0.5, 1.01, 0)]
    [InlineData(-0.5, 0.25, 0.985, 0.8)]
    public void A_known_shift_is_found_to_a_tenth_of_a_pixel_in_the_first_frame(double x, double y, double zoom, double degrees)
    {
        var truth = SyntheticRoom.Shift(x, y, zoom, degrees);

        _registration.Register(_room.Frame(truth));

        Assert.InRange(_registration.Shift.Distance(truth) * SyntheticRoom.Size.Height, 0, 0.1);
        Assert.Equal(x == 0 ? RoomVerdict.Steady : RoomVerdict.Shifted, _registration.Verdict);
    }

    /// <summary>Narrow upright pictures are allowed, too.</summary>
    [Theory]
    [InlineData(32, 640)]
    [InlineData(62, 2304)]
    [InlineData(32, 32)]
    public void A_narrow_picture_is_searched(int width, int height)
    {
        var size = new FrameSize(width, height);
        using var plate = Storage.PlateStoreTests.Noise(size, 3);
        plate.Confidence.Fill(255);
        using var registration = new RoomRegistration(size, TimeProvider.System);
        registration.Use(plate);
        using var frame = TestPictures.Noise(size, 5);
        frame.Stamp(1, 1);
        Assert.Equal(1, registration.Register(frame).FrameId);
    }

    /// <summary>The anchors of a plate that is not needed at once are chosen over nine frames, also when it changes again meanwhile.</summary>
    [Fact]
    public void A_plate_is_found_within_nine_frames_while_it_changes()
    {
        using var other = new SyntheticRoom(2).Plate();
        _registration.Use(other);
        _registration.Use(_plate, atOnce: false);
        for (var frame = 0; frame < 9; frame++)
        {
            _registration.Register(_room.Frame(SyntheticRoom.Shift(0, 0)));
            if (frame % 3 == 2)
            {
                _registration.Improve(_plate);
            }
        }

        Assert.Equal(RoomVerdict.Steady, _registration.Verdict);
        var jump = SyntheticRoom.Shift(9, -6);
        for (var frame = 0; frame < 9; frame++)
        {
            _registration.Register(_room.Frame(jump));
        }

        Assert.InRange(_registration.Shift.Distance(jump) * SyntheticRoom.Size.Height, 0, 0.1);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.6, 0)]
    [InlineData(1.2, -10)]
    [InlineData(0.8, 25)]
    public void A_known_light_is_found_to_one_percent(double gain, double offset)
    {
        var frame = _room.Frame(SyntheticRoom.Shift(1, 0.5));
        SyntheticRoom.Relight(frame.Pixels, gain, offset);

        var light = _registration.Register(frame).Light;

        foreach (var (g, o) in new[] { (light.GainB, light.OffsetB), (light.GainG, light.OffsetG), (light.GainR, light.OffsetR) })
        {
            Assert.InRange(g / gain, 0.99, 1.01);
            Assert.InRange(o - offset, -1.5, 1.5);
        }
    }

    /// <summary>Three fifths of the picture hidden by somebody whose clothes are another room and who moves.</summary>
    [Fact]
    public void A_foreign_texture_over_most_of_the_picture_does_not_mislead()
    {
        var clothes = new SyntheticRoom(2);
        var truth = SyntheticRoom.Shift(1.3, -0.7);
        for (var i = 0; i < 8; i++)
        {
            var frame = _room.Frame(truth, i + 1);
            using var person = clothes.Frame(SyntheticRoom.Shift(3 * i, i));
            for (var y = 0; y < SyntheticRoom.Size.Height; y++)
            {
                var part = ((y * SyntheticRoom.Size.Width) + 60 + i) * 3;
                person.Pixels.Slice(part, 192 * 3).CopyTo(frame.Pixels[part..]);
            }

            SyntheticRoom.Relight(frame.Pixels, 0.9, 0);
            SyntheticRoom.AddNoise(frame.Pixels, 3, i);
            var light = _registration.Register(frame).Light;

            Assert.InRange(_registration.Shift.Distance(truth) * SyntheticRoom.Size.Height, 0, 0.15);
            Assert.InRange((light.GainG * 120) + light.OffsetG, 106, 110);
        }
    }

    [Fact]
    public void A_half_known_plate_serves_whatever_lies_in_its_unknown_half()
    {
        for (var i = 0; i < SyntheticRoom.Size.Pixels; i++)
        {
            if (i % SyntheticRoom.Size.Width < SyntheticRoom.Size.Width / 2)
            {
                _plate.Confidence[i] = 0;
                _plate.Pixels.Slice(i * 3, 3).Fill((byte)(i * 7919));
            }
        }

        _registration.Use(_plate);
        var truth = SyntheticRoom.Shift(1.6, 0.4);
        var frame = _room.Frame(truth);
        SyntheticRoom.Relight(frame.Pixels, 0.8, 0);

        var view = _registration.Register(frame);

        Assert.InRange(_registration.Shift.Distance(truth) * SyntheticRoom.Size.Height, 0, 0.2);
        Assert.InRange(view.Light.GainG, 0.79, 0.81);
        Assert.Equal(0, view.Plate.Confidence[(90 * SyntheticRoom.Size.Width) + 100]);
        Assert.Equal(255, view.Plate.Confidence[(90 * SyntheticRoom.Size.Width) + 200]);
    }

    [Fact]
    public void Any_small_shift_in_any_ordinary_light_is_found() => Gen.Select(
        Gen.Int[3, 40], Gen.Double[-4, 4], Gen.Double[-4, 4], Gen.Double[0.985, 1.015], Gen.Double[-1, 1], Gen.Double[0.5, 1.3], Gen.Double[-10, 20], Gen.Double[0, 4])
        .Sample((seed, x, y, zoom, degrees, gain, offset, noise) =>
    {
        var room = new SyntheticRoom(seed);
        using var plate = room.Plate();
        using var registration = new RoomRegistration(SyntheticRoom.Size, TimeProvider.System);
        registration.Use(plate);
        var truth = SyntheticRoom.Shift(x, y, zoom, degrees);
        var frame = room.Frame(truth);
        SyntheticRoom.Relight(frame.Pixels, gain, offset);
        SyntheticRoom.AddNoise(frame.Pixels, noise, seed);

        var light = registration.Register(frame).Light;

        var wanted = (gain * 100) + offset;
        return registration.Shift.Distance(truth) * SyntheticRoom.Size.Height < 0.25 && Math.Abs((light.GainG * 100) + light.OffsetG - wanted) < 2;
    }, iter: 60);

    /// <summary>What the view says the room looks like is what the frame shows, and it is moved anew only when that pays.</summary>
    [Fact]
    public void The_view_looks_like_the_frame()
    {
        var frame = _room.Frame(SyntheticRoom.Shift(2.4, -1.7, 1.004, 0.3));

        var view = _registration.Register(frame);

        var (sum, count) = (0.0, 0);
        for (var i = 0; i < SyntheticRoom.Size.Pixels; i++)
        {
            if (view.Plate.Confidence[i] > 0)
            {
                sum += Math.Abs((view.Light.GainG * view.Plate.Pixels[(i * 3) + 1]) + view.Light.OffsetG - frame.Pixels[(i * 3) + 1]);
                count++;
            }
        }

        Assert.InRange(count, SyntheticRoom.Size.Pixels * 0.95, SyntheticRoom.Size.Pixels);
        Assert.InRange(sum / count, 0, 1.2);
    }

    /// <summary>Law 3: a view belongs to one frame, whatever was found in it.</summary>
    [Fact]
    public void A_view_carries_its_frames_id()
    {
        Assert.Equal(3, _registration.Register(_room.Frame(SyntheticRoom.Shift(), 3)).FrameId);
        Assert.Equal(4, _registration.Register(_room.Frame(SyntheticRoom.Shift(2), 4)).FrameId);
        Assert.Equal(7, _registration.Register(TestPictures.Frame(SyntheticRoom.Size, (_, _) => (0, 0, 0), id: 7)).FrameId);
        _registration.Forget();
        Assert.Equal(9, _registration.Register(_room.Frame(SyntheticRoom.Shift(), 9)).FrameId);
    }

    /// <summary>Law 3 and 4: a frame that does not show the room itself gets no room from the frame before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void What_this_frame_does_not_show_is_not_known(int framesBefore)
    {
        for (var i = 0; i < framesBefore; i++)
        {
            _registration.Register(_room.Frame(SyntheticRoom.Shift(), 1));
        }

        var dark = _registration.Register(TestPictures.Frame(SyntheticRoom.Size, (_, _) => (3, 3, 3), id: 2));

        Assert.Equal(RoomVerdict.Unsure, _registration.Verdict);
        Assert.All(dark.Plate.Confidence.ToArray(), confidence => Assert.Equal(0, confidence));
    }

    [Fact]
    public void Without_a_plate_nothing_is_known()
    {
        using var registration = new RoomRegistration(SyntheticRoom.Size, TimeProvider.System);

        var view = registration.Register(_room.Frame(SyntheticRoom.Shift()));

        Assert.Equal(RoomVerdict.Unsure, registration.Verdict);
        Assert.Equal(0, view.Plate.Confidence.IndexOfAnyExcept((byte)0) + 1);
    }

    [Fact]
    public void A_plate_or_frame_of_another_kind_is_refused()
    {
        using var small = new Plate(TestPictures.Small);

        Assert.Throws<ArgumentException>(() => _registration.Use(small));
        Assert.Throws<ArgumentException>(() => _registration.Register(TestPictures.Noise(TestPictures.Small, 1)));
        Assert.Throws<ArgumentException>(() => _registration.Register(new FramePool(SyntheticRoom.Size, 1).Rent()));
    }

    [Fact]
    public void A_better_plate_keeps_the_shift()
    {
        var truth = SyntheticRoom.Shift(3, 2);
        _registration.Register(_room.Frame(truth));

        _registration.Improve(_plate);

        Assert.InRange(_registration.Shift.Distance(truth) * SyntheticRoom.Size.Height, 0, 0.1);
        Assert.Equal(RoomVerdict.Shifted, _registration.Verdict);
    }

    [Fact]
    public void A_frame_costs_no_allocation_moving_or_still()
    {
        var frames = Enumerable.Range(0, 8).Select(i => _room.Frame(SyntheticRoom.Shift(i, 0), i + 1)).ToArray();
        using var people = new Matte(64, 36);
        for (var i = 0; i < 2; i++)
        {
            Array.ForEach(frames, frame => _registration.Register(frame, people));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var frame in frames)
        {
            _registration.Register(frame, people);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
