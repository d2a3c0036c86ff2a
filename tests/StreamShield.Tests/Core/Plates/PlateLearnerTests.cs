using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Plates;
using StreamShield.Core.Registration;
using StreamShield.Tests.Core.Rooms;

namespace StreamShield.Tests.Core.Plates;

public class PlateLearnerTests
{
    private static readonly FrameSize Size = RoomPictures.Size;

    /// <summary>Ten frames a second for a while; who is shown and what the model doubts may change with the time in seconds.</summary>
    private sealed class Rig : IDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private long _id;

        public Rig() => Learner = new PlateLearner(Size, _time);

        public PlateLearner Learner { get; }

        public void Show(double seconds, Func<int, int, (byte B, byte G, byte R)> pixel, Func<int, int, int> fine, Func<int, int, int>? coarse = null, Light? light = null)
        {
            for (var i = 0; i < seconds * 10; i++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                using var frame = TestPictures.Frame(Size, pixel, ++_id, _time.GetTimestamp());
                using var fineMatte = TestPictures.Matte(Size, fine, _id);
                using var coarseMatte = TestPictures.Matte(48, 32, coarse ?? ((x, y) => fine(x * 2, y * 2)), _id);
                Learner.Learn(frame, light ?? Light.Same, coarseMatte, fineMatte);
            }
        }

        public byte Confidence(int x, int y) => Learner.Plate.Confidence[(y * Size.Width) + x];

        public (byte B, byte G, byte R) Colour(int x, int y)
        {
            var at = ((y * Size.Width) + x) * 3;
            return (Learner.Plate.Pixels[at], Learner.Plate.Pixels[at + 1], Learner.Plate.Pixels[at + 2]);
        }

        public void Dispose() => Learner.Dispose();
    }

    private static int Nobody(int x, int y) => 0;

    private static int OnTheLeft(int x, int y) => x < 16 ? 255 : 0;

    private static (byte B, byte G, byte R) Person(int x, int y) => (30, 20, 200);

    [Fact]
    public void An_empty_room_is_guessed_within_seconds_and_known_for_certain_within_half_a_minute()
    {
        using var rig = new Rig();

        rig.Show(0.2, RoomPictures.Textured, Nobody);
        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.InRange(confidence, 0, 127));
        rig.Show(2, RoomPictures.Textured, Nobody);
        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.InRange(confidence, 128, 160));

        rig.Show(20, RoomPictures.Textured, Nobody);
        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.Equal(255, confidence));
        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                Assert.Equal(RoomPictures.Textured(x, y), rig.Colour(x, y));
            }
        }
    }

    /// <summary>The law of the learner: no visible pixel, and none near one.</summary>
    [Fact]
    public void What_is_shown_is_never_learnt_nor_what_is_near_it()
    {
        using var rig = new Rig();

        rig.Show(30, (x, y) => x < 30 ? Person(x, y) : RoomPictures.Textured(x, y), OnTheLeft);

        for (var y = 0; y < Size.Height; y++)
        {
            Assert.All(rig.Learner.Plate.Confidence.Slice(y * Size.Width, 32).ToArray(), confidence => Assert.Equal(0, confidence));
        }

        Assert.Equal(255, rig.Confidence(80, 30));
    }

    [Fact]
    public void What_the_model_doubts_is_not_learnt_though_it_is_hidden()
    {
        using var rig = new Rig();

        rig.Show(30, RoomPictures.Textured, Nobody, coarse: (x, _) => x < 8 ? 60 : 0);

        Assert.Equal(0, rig.Confidence(8, 30));
        Assert.Equal(255, rig.Confidence(80, 30));
    }

    [Fact]
    public void Somebody_missed_for_long_is_forgotten_on_leaving_and_the_room_learnt()
    {
        using var rig = new Rig();
        rig.Show(30, Person, Nobody);
        Assert.Equal(255, rig.Confidence(40, 30));

        rig.Show(1.2, RoomPictures.Textured, Nobody);
        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.InRange(confidence, 0, 16));

        rig.Show(25, RoomPictures.Textured, Nobody);
        Assert.Equal(255, rig.Confidence(40, 30));
        Assert.Equal(RoomPictures.Textured(40, 30), rig.Colour(40, 30));
    }

    /// <summary>A matte that flickers over somebody who sits still leaves hidden moments, none of them quiet; but in the first seconds every moment counts.</summary>
    [Fact]
    public void A_flickering_matte_teaches_nothing()
    {
        using var rig = new Rig();
        rig.Show(12, Person, (_, _) => 255);

        for (var i = 0; i < 30; i++)
        {
            rig.Show(0.8, Person, Nobody);
            rig.Show(0.2, Person, (_, _) => 255);
        }

        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.Equal(0, confidence));
    }

    /// <summary>Somebody who sways uncovers the room for half a second at a time.</summary>
    [Fact]
    public void What_a_swaying_streamer_uncovers_is_learnt()
    {
        using var rig = new Rig();

        for (var i = 0; i < 40; i++)
        {
            rig.Show(0.9, (x, y) => x < 48 ? Person(x, y) : RoomPictures.Textured(x, y), (x, _) => x < 48 ? 255 : 0);
            rig.Show(0.8, (x, y) => x < 16 ? Person(x, y) : RoomPictures.Textured(x, y), OnTheLeft);
        }

        Assert.InRange(rig.Confidence(40, 30), 128, 255);
        Assert.Equal(RoomPictures.Textured(40, 30), rig.Colour(40, 30));
        Assert.Equal(0, rig.Confidence(20, 30));
    }

    /// <summary>What is hidden and looks like what was shown there may still be the streamer.</summary>
    [Fact]
    public void A_part_that_the_model_loses_for_moments_is_not_learnt()
    {
        using var rig = new Rig();

        for (var i = 0; i < 40; i++)
        {
            rig.Show(0.9, Person, (x, _) => x < 48 ? 255 : 0);
            rig.Show(0.8, Person, OnTheLeft);
        }

        Assert.Equal(0, rig.Confidence(40, 30));
    }

    [Fact]
    public void Another_light_changes_neither_levels_nor_confidence()
    {
        using var rig = new Rig();
        rig.Show(20, RoomPictures.Textured, Nobody);

        rig.Show(20, RoomPictures.Lit(RoomPictures.Textured, (_, _) => 0.8), Nobody, light: RoomPictures.Light(0.8f));

        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.Equal(255, confidence));
        var (b, g, r) = rig.Colour(40, 30);
        var room = RoomPictures.Textured(40, 30);
        Assert.InRange(Math.Max(Math.Abs(b - room.B), Math.Max(Math.Abs(g - room.G), Math.Abs(r - room.R))), 0, 2);
    }

    [Fact]
    public void It_goes_on_from_a_captured_plate()
    {
        using var rig = new Rig();
        using var captured = RoomPictures.Plate(RoomPictures.Textured);

        rig.Learner.Begin(captured);
        rig.Show(3, RoomPictures.Textured, OnTheLeft);

        Assert.Equal(captured.Pixels, rig.Learner.Plate.Pixels);
        Assert.All(rig.Learner.Plate.Confidence.ToArray(), confidence => Assert.Equal(255, confidence));
    }

    [Fact]
    public void Mattes_of_another_frame_are_refused()
    {
        using var rig = new Rig();
        using var frame = TestPictures.Frame(Size, RoomPictures.Flat, id: 5);
        using var fine = TestPictures.Matte(Size, Nobody, 5);
        using var coarse = TestPictures.Matte(48, 32, Nobody, 4);

        Assert.Throws<ShieldException>(() => rig.Learner.Learn(frame, Light.Same, coarse, fine));
    }
}
