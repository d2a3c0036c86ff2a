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

    private readonly SyntheticRoom _room = new(7);
    private readonly FakeTimeProvider _time = new();
    private readonly ShieldedFrame _output = new(SyntheticRoom.Size);
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

    /// <summary>A shield whose model sees nobody.</summary>
    private FrameShield Shield(Plate? plate, bool selfCapture, params Zone[] zones) => new(
        SyntheticRoom.Size,
        new ScriptedSegmenter((frame, matte) =>
        {
            for (var y = 0; y < matte.Height; y++)
            {
                matte.Alpha.Slice(y * matte.Width, matte.Width / 4).Fill(0);
            }

            matte.Stamp(frame.Id);
        }),
        new ShieldSettings { Effect = "solid", People = PeopleChoice.Everyone, Plate = plate, SelfCapture = selfCapture, Zones = zones },
        _time);

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
