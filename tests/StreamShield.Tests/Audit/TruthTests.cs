using OpenCvSharp;
using StreamShield.Audit.Truth;

namespace StreamShield.Tests.Audit;

/// <summary>The estimate that stands in for an exact matte.</summary>
public sealed class TruthTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 180;

    private readonly Mat _room = TestRoom.Smooth(Width, Height, 21);
    private readonly Mat _clothes = TestRoom.Textured(60, 100, 22);

    [Fact]
    public void A_room_behind_a_moving_person_is_learnt_and_what_he_never_leaves_is_unknown()
    {
        using var learner = new RoomLearner(Width, Height);
        for (var moment = 0; moment < 12; moment++)
        {
            // He shifts by half his width around the middle, never leaving it.
            var body = Body(moment);
            using var raw = Raw(body);
            using var hidden = TestRoom.Mask(Width, Height, 255);
            hidden[body].SetTo(Scalar.All(0));
            learner.Add(raw, hidden);
        }

        using var learnt = learner.Learn();
        Assert.Equal(255, learnt.Known.At<byte>(10, 10));
        Assert.Equal(0, learnt.Known.At<byte>(100, 160));
        using var difference = new Mat();
        Cv2.Absdiff(learnt.Picture, _room, difference);
        difference.SetTo(Scalar.All(0), Unknown(learnt));
        Assert.Equal(0, Cv2.Norm(difference));
    }

    [Fact]
    public void What_is_always_shown_and_never_changes_is_room()
    {
        using var learner = new RoomLearner(Width, Height);
        using var nowhere = TestRoom.Mask(Width, Height, 0);
        for (var moment = 0; moment < RoomLearner.MinForStill; moment++)
        {
            learner.Add(_room, nowhere);
        }

        using var learnt = learner.Learn();
        Assert.Equal(1, learnt.KnownShare);
    }

    [Fact]
    public void The_person_is_found_in_another_light()
    {
        using var estimate = new RoomEstimate(_room.Clone(), TestRoom.Mask(Width, Height, 255));
        using var finder = new BackgroundFinder(estimate);
        var body = Body(0);
        using var raw = Raw(body);
        raw.ConvertTo(raw, MatType.CV_8UC3, 0.85, 12);
        using var background = new Mat();
        using var person = new Mat();
        finder.Find(raw, background, person);
        Assert.Equal(0, Cv2.CountNonZero(background[Inside(body)]) * 100 / body.Width / body.Height);
        background[Around(body)].SetTo(Scalar.All(255));
        Assert.InRange(Cv2.CountNonZero(background) / (double)background.Total(), 0.97, 1);
    }

    [Fact]
    public void The_hidden_mask_is_where_the_output_differs()
    {
        using var output = new Mat();
        Cv2.BitwiseNot(_room, output);
        var body = Body(0);
        using var raw = Raw(body);
        _clothes.CopyTo(output[body]);
        using var hidden = RoomLearner.Hidden(raw, output);
        Assert.Equal(0, Cv2.CountNonZero(hidden[Inside(body)]));
    }

    public void Dispose()
    {
        _room.Dispose();
        _clothes.Dispose();
    }

    private static Rect Body(int moment) => new(115 + (10 * (moment % 4)), 60, 60, 100);

    private static Rect Inside(Rect body) => new(body.X + 6, body.Y + 6, body.Width - 12, body.Height - 12);

    private static Rect Around(Rect body) => new(body.X - 8, body.Y - 8, body.Width + 16, body.Height + 16);

    private static Mat Unknown(RoomEstimate estimate)
    {
        var unknown = new Mat();
        Cv2.BitwiseNot(estimate.Known, unknown);
        return unknown;
    }

    private Mat Raw(Rect body)
    {
        var raw = _room.Clone();
        _clothes.CopyTo(raw[body]);
        return raw;
    }
}
