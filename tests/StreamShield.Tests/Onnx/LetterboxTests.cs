using System.Text.Json.Nodes;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Onnx;
using StreamShield.Tests.Core;

namespace StreamShield.Tests.Onnx;

/// <summary>Frames of another shape than the model's: shape kept, centred, nothing beside them, and nothing of that in the matte.</summary>
public sealed class LetterboxTests
{
    private const int Width = 256;
    private const int Height = 144;
    private static readonly FrameSize Upright = new(360, 640);

    [Theory]
    [InlineData(1280, 720, 256, 144)]
    [InlineData(854, 480, 256, 144)]
    [InlineData(720, 720, 144, 144)]
    [InlineData(640, 480, 192, 144)]
    [InlineData(540, 720, 108, 144)]
    [InlineData(406, 720, 81, 144)]
    [InlineData(720, 1280, 81, 144)]
    [InlineData(1920, 800, 256, 107)]
    [InlineData(200, 2000, 64, 144)]
    [InlineData(2000, 200, 256, 32)]
    public void Mattes_have_the_frames_shape(int width, int height, int matteWidth, int matteHeight)
    {
        using var letterboxed = OnnxSegmenterTests.Load(TinyOnnx.BrightIsPerson(Width, Height), json => Boxed(json), Width, Height);
        using var stretched = OnnxSegmenterTests.Load(TinyOnnx.BrightIsPerson(Width, Height), width: Width, height: Height);
        Assert.Equal((matteWidth, matteHeight), letterboxed.MatteSize(new FrameSize(width, height)));
        Assert.Equal((Width, Height), stretched.MatteSize(new FrameSize(width, height)));
    }

    [Fact]
    public void A_frame_of_the_models_shape_gives_the_same_bytes_boxed_and_stretched()
    {
        using var letterboxed = OnnxSegmenterTests.Load(TinyOnnx.Echo(Width, Height), Echo, Width, Height);
        using var stretched = OnnxSegmenterTests.Load(TinyOnnx.Echo(Width, Height), json => json["output"]!["channels"] = 3, Width, Height);
        using var frame = TestPictures.Noise(new FrameSize(640, 360), seed: 1);
        using var first = Segment(letterboxed, frame);
        using var second = Segment(stretched, frame);
        Assert.True(first.Alpha.SequenceEqual(second.Alpha));
        Assert.True(letterboxed.SmallFrame.SequenceEqual(stretched.SmallFrame));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_frame_lies_in_the_middle_and_beside_it_is_nothing(bool nhwc)
    {
        // The model gives back what it was given, with half added, so that both signs can be seen: 128 is 0 after normalising.
        using var segmenter = OnnxSegmenterTests.Load(Shown(nhwc), json => Layout(Boxed(json), nhwc), Width, Height);
        using var frame = TestPictures.Frame(Upright, (x, y) => ((byte)(x < 180 ? 90 : 200), 0, 0));
        using var matte = Segment(segmenter, frame);
        Assert.Equal((81, 144), (matte.Width, matte.Height));
        for (var y = 0; y < matte.Height; y++)
        {
            var row = matte.Alpha.Slice(y * matte.Width, matte.Width);
            Assert.Equal([.. Enumerable.Repeat((byte)90, 40)], row[..40].ToArray());
            Assert.Equal([.. Enumerable.Repeat((byte)200, 40)], row[41..].ToArray());
        }

        // What lies beside the frame: the mean of everything is the model's mean where nothing else is.
        using var mean = OnnxSegmenterTests.Load(TinyOnnx.MeanEverywhere(Width, Height, nhwc), json => Layout(Boxed(json), nhwc), Width, Height);
        using var white = TestPictures.Frame(Upright, (_, _) => (228, 228, 228));
        using var flat = Segment(mean, white);
        Assert.Equal(128 + (int)Math.Round(100 * 81.0 / 256), flat.Alpha[0], 1.0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plate_and_prior_lie_where_the_frame_lies_and_are_0_beside_it(bool nhwc)
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.PlateAndPrior(Width, Height, nhwc), json =>
        {
            Boxed(json);
            json["input"]!["layout"] = nhwc ? "NHWC" : "NCHW";
            json["output"]!["layout"] = nhwc ? "NHWC" : "NCHW";
            json["plate"] = new JsonObject { ["name"] = "plate" };
            json["prior"] = new JsonObject { ["name"] = "prior" };
        }, Width, Height);
        using var hints = new SegmenterHints(81, 144);
        using var prior = new Matte(81, 144);
        using var streamer = new Matte(81, 144);
        using var everybody = new Matte(81, 144);
        using var frame = TestPictures.Frame(Upright, (_, _) => (10, 10, 10));
        for (var i = 0; i < prior.Alpha.Length; i++)
        {
            (prior.Alpha[i], hints.Known[i]) = ((byte)(i % 81), (byte)(i / 81));
        }

        segmenter.Segment(frame, hints, prior, streamer, everybody);
        for (var i = 0; i < prior.Alpha.Length; i++)
        {
            Assert.Equal(10 + (i % 81) + (i / 81), streamer.Alpha[i]);
        }

        Assert.Throws<ArgumentException>(() => segmenter.Segment(frame, hints, null, streamer, new Matte(Width, Height)));
    }

    [Fact]
    public void Another_shape_leaves_nothing_of_the_one_before_beside_it()
    {
        using var mean = OnnxSegmenterTests.Load(TinyOnnx.MeanEverywhere(Width, Height, nhwc: false), json => Layout(Boxed(json), nhwc: false), Width, Height);
        using var upright = TestPictures.Frame(Upright, (_, _) => (228, 228, 228));
        using var fresh = Segment(mean, upright);
        using var wide = TestPictures.Frame(new FrameSize(640, 360), (_, _) => (255, 255, 255));
        using var full = Segment(mean, wide);
        using var again = Segment(mean, upright);
        Assert.True(fresh.Alpha.SequenceEqual(again.Alpha));
    }

    [Fact]
    public void An_upright_clip_goes_through_the_whole_shield()
    {
        var segmenter = OnnxSegmenterTests.Load(TinyOnnx.BrightIsPerson(Width, Height), json => Boxed(json), Width, Height);
        using var shield = new FrameShield(Upright, segmenter, new ShieldSettings { Effect = "solid" });
        using var output = new ShieldedFrame(Upright);
        using var frame = TestPictures.Frame(Upright, (x, y) => x is > 100 and < 260 && y > 200 ? ((byte)230, (byte)230, (byte)230) : default);
        shield.Shield(frame, output);
        Assert.Equal(255, shield.Matte.Alpha[(400 * 360) + 180]);
        Assert.Equal(0, shield.Matte.Alpha[(400 * 360) + 60]);
        Assert.Equal(0, shield.Matte.Alpha[(100 * 360) + 180]);
    }

    private static JsonObject Boxed(JsonObject json)
    {
        json["input"]!["fit"] = "letterbox";
        return json;
    }

    private static void Echo(JsonObject json)
    {
        Boxed(json);
        json["output"]!["channels"] = 3;
    }

    /// <summary>Both layouts, with a mean of 128.</summary>
    private static void Layout(JsonObject json, bool nhwc)
    {
        json["input"]!["layout"] = nhwc ? "NHWC" : "NCHW";
        json["output"]!["layout"] = nhwc ? "NHWC" : "NCHW";
        json["input"]!["mean"] = new JsonArray(128, 128, 128);
        json["output"]!["channels"] = 3;
    }

    /// <summary>The model's input, with the mean added again.</summary>
    private static byte[] Shown(bool nhwc) => TinyOnnx.Echo(Width, Height, nhwc, add: 128 / 255f);

    private static Matte Segment(OnnxSegmenter segmenter, Frame frame)
    {
        var (width, height) = segmenter.MatteSize(frame.Size);
        var matte = new Matte(width, height);
        segmenter.Segment(frame, matte);
        return matte;
    }
}
