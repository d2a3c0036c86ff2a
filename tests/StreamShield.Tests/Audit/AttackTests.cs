using OpenCvSharp;
using StreamShield.Audit.Attacks;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;

namespace StreamShield.Tests.Audit;

/// <summary>Every attack finds what is there, and nothing where there is nothing: an attack that cannot succeed would make every output look safe.</summary>
public sealed class AttackTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 180;

    private static readonly Rect Patch = new(40, 40, 48, 48);
    private static readonly Rect Body = new(180, 60, 60, 120);

    private readonly Mat _room = TestRoom.Textured(Width, Height, 31);
    private readonly Mat _hidden = Dark(TestRoom.Smooth(Width, Height, 32));

    public static TheoryData<string> Reconstructions => [nameof(ResidueOfMatte), nameof(BackgroundBuster), nameof(AggregatedLeaks)];

    [Theory]
    [MemberData(nameof(Reconstructions))]
    public void A_patch_that_flashes_up_is_rebuilt(string name)
    {
        // Lighter than the hidden layer everywhere: what has the layer's colour by chance would be taken for it.
        _room.ConvertTo(_room, -1, 0.5, 120);
        var frames = Frames(leaking: true);
        using var layer = HiddenLayer.Guess(frames);
        using var rebuilt = Attack(name).Rebuild(frames, layer);
        var middle = new Rect(Patch.X + 12, Patch.Y + 12, 24, 24);
        using var difference = new Mat();
        Cv2.Absdiff(rebuilt[middle], _room[middle], difference);
        // The skin and colour rules of the papers may leave out a part.
        Cv2.CvtColor(difference, difference, ColorConversionCodes.BGR2GRAY);
        Assert.InRange(Cv2.CountNonZero(difference), 0, 24 * 24 / 2);
        frames.ForEach(frame => frame.Dispose());
    }

    [Theory]
    [MemberData(nameof(Reconstructions))]
    public void Nothing_is_rebuilt_of_a_room_that_stays_hidden(string name)
    {
        var frames = Frames(leaking: false);
        using var layer = HiddenLayer.Guess(frames);
        using var rebuilt = Attack(name).Rebuild(frames, layer);
        using var everywhere = TestRoom.Mask(Width, Height, 255);
        using var meter = new LeakMeter(Width, Height);
        Assert.Equal(0, meter.Add(_room, rebuilt, everywhere));
        frames.ForEach(frame => frame.Dispose());
    }

    [Fact]
    public void Averaging_undoes_dither()
    {
        // A faint picture below the quantisation step, dithered anew in every frame: the average has it back.
        using var average = new StreamShield.Audit.Attacks.SuperResolution(Width, Height);
        using var nobody = TestRoom.Mask(Width, Height, 0);
        var random = new Random(5);
        using var frame = new Mat(Height, Width, MatType.CV_8UC3);
        for (var i = 0; i < 200; i++)
        {
            Dither(random, frame);
            average.Add(frame, nobody);
        }

        using var everywhere = TestRoom.Mask(Width, Height, 255);
        using var one = new LeakMeter(Width, Height);
        using var many = new LeakMeter(Width, Height);
        using var restored = average.Average();
        Assert.InRange(one.Add(_room, frame, everywhere), 0, 0.5);
        Assert.InRange(many.Add(_room, restored, everywhere), 0.9, 1);
    }

    [Fact]
    public void Deconvolution_undoes_a_plain_blur()
    {
        using var blurred = new Mat();
        Cv2.GaussianBlur(_room, blurred, default, 2);
        using var restored = StreamShield.Audit.Attacks.SuperResolution.Deconvolve(blurred, 2);
        Assert.True(Cv2.Norm(restored, _room) < 0.7 * Cv2.Norm(blurred, _room));
    }

    [Fact]
    public void The_verdict_names_what_led_to_it()
    {
        Assert.Equal(AuditVerdict.NothingFound, VerdictText.Judge(0.001, 0.001, 0.004, 5, 150, 300, judged: 9, zones: 0).Verdict);
        Assert.Equal(AuditVerdict.Clues, VerdictText.Judge(0.004, 0.001, 0.004, 5, null, 1, judged: 9, zones: 0).Verdict);
        Assert.Equal(AuditVerdict.Clues, VerdictText.Judge(0, 0, 0.03, 0, null, 1, judged: 9, zones: 0).Verdict);
        Assert.Equal(AuditVerdict.Clues, VerdictText.Judge(0, 0, 0, 5, 20, 300, judged: 9, zones: 0).Verdict);
        Assert.Equal(AuditVerdict.Found, VerdictText.Judge(0, 0, 0, RoomMatcher.Found, null, 1, judged: 9, zones: 0).Verdict);
        var (verdict, words) = VerdictText.Judge(0, 0, 0, 0, 1, 300, judged: 9, zones: 0);
        Assert.Equal(AuditVerdict.Found, verdict);
        Assert.Contains("first out of 300", words, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _room.Dispose();
        _hidden.Dispose();
    }

    private static Mat Dark(Mat picture)
    {
        picture.ConvertTo(picture, -1, 0.35);
        return picture;
    }

    private static IReconstruction Attack(string name) => name switch
    {
        nameof(ResidueOfMatte) => new ResidueOfMatte(),
        nameof(BackgroundBuster) => new BackgroundBuster(),
        _ => new AggregatedLeaks(),
    };

    /// <summary>Ten frames with a person; in two of them a patch of the room shows.</summary>
    private List<Seen> Frames(bool leaking) => [.. Enumerable.Range(0, 10).Select(i =>
    {
        var output = _hidden.Clone();
        output[Body].SetTo(new Scalar(180, 60, 30));
        if (leaking && i is 3 or 7)
        {
            _room[Patch].CopyTo(output[Patch]);
        }

        return new Seen(output, TestRoom.Mask(Width, Height, Body), 0);
    })];

    private void Dither(Random random, Mat frame)
    {
        var from = _room.AsSpan<byte>();
        var to = frame.AsSpan<byte>();
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = (byte)(random.Next(256) < from[i] ? 200 : 40);
        }
    }
}
