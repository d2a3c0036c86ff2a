using OpenCvSharp;
using StreamShield.Audit.Attacks;
using StreamShield.Audit.Measures;

namespace StreamShield.Tests.Audit;

/// <summary>Exact cases of the measures of people and mattes.</summary>
public sealed class MeterTests
{
    private const int Side = 64;

    [Fact]
    public void Half_of_a_person_shown_is_a_half()
    {
        using var raw = TestRoom.Textured(Side, Side, 4);
        using var output = new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(0));
        var left = new Rect(0, 0, Side / 2, Side);
        raw[left].CopyTo(output[left]);
        using var person = TestRoom.Mask(Side, Side, 255);
        using var meter = new ShownMeter();
        meter.Add(raw, output, person);
        Assert.InRange(meter.Share, 0.45, 0.55);
    }

    [Fact]
    public void The_rim_of_a_person_does_not_count_and_nobody_is_no_number()
    {
        using var raw = TestRoom.Textured(Side, Side, 4);
        using var meter = new ShownMeter();
        using var thin = TestRoom.Mask(Side, Side, new Rect(20, 0, (2 * ShownMeter.Margin) - 1, Side));
        meter.Add(raw, raw, thin);
        Assert.True(double.IsNaN(meter.Share));
    }

    [Fact]
    public void Mattes_are_counted_pixel_by_pixel()
    {
        using var truth = TestRoom.Mask(Side, Side, new Rect(0, 0, 32, 32));
        using var found = TestRoom.Mask(Side, Side, new Rect(16, 0, 32, 32));
        using var meter = new MatteMeter();
        meter.Add(found, truth);
        Assert.Equal(1.0 / 3, meter.IoU, 6);
        Assert.Equal(512.0 / (4096 - 1024), meter.FalseForeground, 6);
        Assert.Equal(0.5, meter.MissedForeground, 6);
    }

    [Fact]
    public void A_boundary_within_the_tolerance_is_right_and_a_far_one_is_wrong()
    {
        using var truth = TestRoom.Mask(640, 360, new Rect(200, 100, 200, 200));
        using var near = TestRoom.Mask(640, 360, new Rect(203, 102, 200, 200));
        using var far = TestRoom.Mask(640, 360, new Rect(30, 20, 60, 40));
        Assert.Equal(1, BoundaryF(near, truth), 6);
        Assert.Equal(0, BoundaryF(far, truth), 6);
    }

    [Fact]
    public void A_matte_that_moves_with_the_person_does_not_flicker_and_one_that_blinks_does()
    {
        using var still = new FlickerMeter();
        using var blinking = new FlickerMeter();
        using var nothing = TestRoom.Mask(320, 180, 0);
        for (var frame = 0; frame < 4; frame++)
        {
            var person = new Rect(60 + (8 * frame), 40, 120, 120);
            using var raw = TestRoom.Smooth(320, 180, 9);
            using var clothes = TestRoom.Textured(120, 120, 5);
            clothes.CopyTo(raw[person]);
            using var matte = TestRoom.Mask(320, 180, person);
            still.Add(raw, matte);
            blinking.Add(raw, frame % 2 == 0 ? matte : nothing);
        }

        Assert.InRange(still.Mean, 0, 0.12);
        Assert.InRange(blinking.Mean, still.Mean * 3, 1);
    }

    [Fact]
    public void A_photo_from_beside_finds_its_room_and_no_other()
    {
        using var room = TestRoom.Textured(640, 360, 11);
        using var photo = AttackersPhoto.Of(room);
        using var matcher = new RoomMatcher(photo);
        Assert.InRange(matcher.Inliers(room), RoomMatcher.Found, int.MaxValue);
        using var other = TestRoom.Textured(640, 360, 12);
        Assert.InRange(matcher.Inliers(other), 0, RoomMatcher.Found - 1);
        using var solid = new Mat(360, 640, MatType.CV_8UC3, Scalar.All(90));
        Assert.Equal(0, matcher.Inliers(solid));
    }

    private static double BoundaryF(Mat found, Mat truth)
    {
        using var meter = new MatteMeter();
        meter.Add(found, truth);
        return meter.BoundaryF;
    }
}
