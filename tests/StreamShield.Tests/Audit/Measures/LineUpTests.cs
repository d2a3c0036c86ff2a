using CsCheck;
using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Tests.Audit.Measures;

/// <summary>The line-up finds a room by its colours and gives an output that says nothing the middle place.</summary>
public sealed class LineUpTests
{
    private const int Width = 320;
    private const int Height = 180;

    [Fact]
    public void Equal_distances_share_their_mean_rank()
    {
        Assert.Equal(2, LineUp.Rank([1, 1, 1], 0));
        Assert.Equal(1, LineUp.Rank([0.2, 0.5, 0.9], 0));
        Assert.Equal(3, LineUp.Rank([0.9, 0.5, 0.2], 0));
        Assert.Equal(2.5, LineUp.Rank([0.5, 0.1, 0.5], 2));
    }

    [Fact]
    public void A_blur_of_the_room_names_it_in_another_light()
    {
        var lineUp = new LineUp();
        using var everywhere = TestRoom.Mask(Width, Height, 255);
        using var output = TestRoom.Smooth(Width, Height, 7);
        lineUp.Add(output, everywhere);
        using var photo = new Mat();
        output.ConvertTo(photo, MatType.CV_8UC3, 0.7, 30);
        var distances = Enumerable.Range(0, 20).Select(seed => Distance(lineUp, seed + 100)).Prepend(lineUp.Distance(photo)).ToList();
        Assert.Equal(1, LineUp.Rank(distances, 0));
        Assert.InRange(distances[0], 0, 0.02);
    }

    [Fact]
    public void A_solid_output_stands_in_the_middle() => Gen.Int[0, 20].Sample(truth =>
    {
        var lineUp = new LineUp();
        using var everywhere = TestRoom.Mask(Width, Height, 255);
        using var output = new Mat(Height, Width, MatType.CV_8UC3, new Scalar(90, 80, 70));
        lineUp.Add(output, everywhere);
        var distances = Enumerable.Range(0, 21).Select(seed => Distance(lineUp, seed)).ToList();
        return LineUp.Rank(distances, truth) == 11;
    }, iter: 5);

    [Fact]
    public void The_person_is_left_out()
    {
        var lineUp = new LineUp();
        using var room = TestRoom.Smooth(Width, Height, 3);
        using var output = room.Clone();
        var person = new Rect(100, 40, 120, 140);
        output[person].SetTo(new Scalar(255, 0, 255));
        using var background = TestRoom.Mask(Width, Height, 255);
        background[person].SetTo(Scalar.All(0));
        lineUp.Add(output, background);
        Assert.InRange(lineUp.Distance(room), 0, 0.001);
    }

    private static double Distance(LineUp lineUp, int seed)
    {
        using var candidate = TestRoom.Smooth(Width, Height, seed);
        return lineUp.Distance(candidate);
    }
}
