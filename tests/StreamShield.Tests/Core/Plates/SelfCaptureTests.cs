using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Mattes;
using StreamShield.Core.Plates;

namespace StreamShield.Tests.Core.Plates;

public class SelfCaptureTests
{
    /// <summary>A room that is refused, because it is dark, would otherwise cost a capture's start in every frame.</summary>
    [Fact]
    public void A_refused_room_is_tried_again_once_a_second()
    {
        var time = new FakeTimeProvider();
        using var capture = new SelfCapture(TestPictures.Small, time);
        using var nobody = new Matte(32, 18);
        using var frame = TestPictures.Frame(TestPictures.Small, (_, _) => (2, 2, 2));
        var edition = capture.Plate.Edition;
        for (var i = 0; i < 90; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1 / 30.0));
            frame.Stamp(i + 1, time.GetTimestamp());
            nobody.Stamp(frame.Id);
            Assert.False(capture.Step(frame, nobody));
        }

        // Every start clears the plate.
        Assert.InRange(capture.Plate.Edition - edition, 2, 4);
    }
}
