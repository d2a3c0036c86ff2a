using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Plates;
using StreamShield.Tests.Core.Rooms;

namespace StreamShield.Tests.Core.Plates;

public sealed class PlateCaptureTests : IDisposable
{
    private static readonly FrameSize Size = RoomPictures.Size;

    private readonly FakeTimeProvider _time = new();
    private readonly PlateCapture _capture;
    private long _id;

    public PlateCaptureTests() => _capture = new PlateCapture(Size, _time);

    public void Dispose() => _capture.Dispose();

    private static int Nobody(int x, int y) => 0;

    private void Show(double seconds, Func<int, int, (byte B, byte G, byte R)> pixel, Func<int, int, int> coarse)
    {
        for (var i = 0; i < seconds * 10; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            using var frame = TestPictures.Frame(Size, pixel, ++_id, _time.GetTimestamp());
            using var matte = TestPictures.Matte(48, 32, coarse, _id);
            _capture.Step(frame, matte);
        }
    }

    [Fact]
    public void An_empty_room_is_captured_after_the_countdown()
    {
        _capture.Start();
        Assert.Equal((PlateCaptureState.Waiting, 5), (_capture.State, _capture.SecondsLeft));

        Show(3.5, RoomPictures.Textured, (_, _) => 255);
        Assert.Equal((PlateCaptureState.Waiting, 2), (_capture.State, _capture.SecondsLeft));
        Assert.Equal("Step out of the picture: 2 s left.", _capture.Sentence);

        Show(3, RoomPictures.Textured, Nobody);
        Assert.Equal(PlateCaptureState.Capturing, _capture.State);
        Assert.InRange(_capture.Share, 0.3, 0.7);

        Show(3, RoomPictures.Textured, Nobody);
        Assert.Equal(PlateCaptureState.Done, _capture.State);
        using var expected = RoomPictures.Plate(RoomPictures.Textured);
        Assert.Equal(expected.Pixels, _capture.Plate.Pixels);
        Assert.Equal(expected.Confidence, _capture.Plate.Confidence);
    }

    [Fact]
    public void The_median_is_exact_pixel_by_pixel()
    {
        var random = new Random(3);
        var seen = new List<byte>();
        _capture.Start();
        Show(5, RoomPictures.Flat, Nobody);
        while (_capture.State != PlateCaptureState.Done)
        {
            var share = _capture.Share;
            var level = (byte)(148 + random.Next(5));
            Show(0.1, (x, y) => (level, 160, 170), Nobody);
            if (_capture.Share > share)
            {
                seen.Add(level);
            }
        }

        // The frame that ended the countdown was the first sample.
        Assert.Equal(10, seen.Count);
        Assert.Equal(seen.Append((byte)150).Order().ElementAt(5), _capture.Plate.Pixels[0]);
    }

    [Fact]
    public void Somebody_in_the_picture_is_refused()
    {
        _capture.Start();

        Show(10, RoomPictures.Textured, (x, y) => x is >= 20 and < 24 && y is >= 20 and < 24 ? 255 : 0);

        Assert.Equal(PlateCaptureState.Refused, _capture.State);
        Assert.Contains("Somebody is still in the picture", _capture.Sentence, StringComparison.Ordinal);
        Assert.All(_capture.Plate.Confidence.ToArray(), confidence => Assert.Equal(0, confidence));
    }

    [Fact]
    public void Somebody_who_comes_back_at_the_last_moment_is_refused()
    {
        _capture.Start();
        Show(7.5, RoomPictures.Textured, Nobody);

        Show(1, RoomPictures.Textured, (_, _) => 255);

        Assert.Equal(PlateCaptureState.Refused, _capture.State);
    }

    /// <summary>What the model faintly suspects is left to the model.</summary>
    [Fact]
    public void A_suspicious_place_is_left_unknown()
    {
        _capture.Start();

        Show(10, RoomPictures.Textured, (x, y) => (x, y) == (24, 16) ? 100 : 0);

        Assert.Equal(PlateCaptureState.Done, _capture.State);
        Assert.Equal(0, _capture.Plate.Confidence[(33 * Size.Width) + 49]);
        Assert.Equal(255, _capture.Plate.Confidence[0]);
    }

    [Fact]
    public void A_dark_room_is_refused() => Refused((_, _) => (9, 9, 9), (_, _) => (9, 9, 9), "too dark");

    [Fact]
    public void Unsteady_light_is_refused() => Refused(RoomPictures.Textured, RoomPictures.Lit(RoomPictures.Textured, (_, _) => 1.15), "light is not steady");

    [Fact]
    public void A_moved_camera_is_refused() => Refused(
        (x, y) => x / 16 % 2 == 0 ? ((byte)80, (byte)80, (byte)80) : ((byte)160, (byte)160, (byte)160),
        (x, y) => (x + 8) / 16 % 2 == 0 ? ((byte)80, (byte)80, (byte)80) : ((byte)160, (byte)160, (byte)160),
        "camera moved");

    [Fact]
    public void Something_that_moves_is_refused() => Refused(
        RoomPictures.Flat,
        (x, y) => x is >= 16 and < 32 && y is >= 16 and < 48 ? ((byte)100, (byte)110, (byte)120) : RoomPictures.Flat(x, y),
        "Something moved");

    [Fact]
    public void It_can_be_started_again()
    {
        Refused((_, _) => (9, 9, 9), (_, _) => (9, 9, 9), "too dark");

        _capture.Start();
        Show(10, RoomPictures.Textured, Nobody);

        Assert.Equal(PlateCaptureState.Done, _capture.State);
    }

    private void Refused(Func<int, int, (byte B, byte G, byte R)> first, Func<int, int, (byte B, byte G, byte R)> then, string words)
    {
        _capture.Start();
        Show(6.5, first, Nobody);
        Show(3, then, Nobody);
        Assert.Equal(PlateCaptureState.Refused, _capture.State);
        Assert.Contains(words, _capture.Sentence, StringComparison.Ordinal);
    }
}
