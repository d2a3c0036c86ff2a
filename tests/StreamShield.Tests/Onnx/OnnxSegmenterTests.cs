using System.Text;
using System.Text.Json.Nodes;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;

namespace StreamShield.Tests.Onnx;

/// <summary>The segmenter on hand-made models: what goes in, what comes out, and what it costs.</summary>
public sealed class OnnxSegmenterTests
{
    private const int Width = 16;
    private const int Height = 8;

    [Fact]
    public void Bright_pixels_become_person_and_the_matte_carries_the_frames_id()
    {
        using var segmenter = Load(TinyOnnx.BrightIsPerson(Width, Height));
        using var matte = Segment(segmenter, 64, 32, (x, _) => x < 32 ? (250, 250, 250) : (5, 5, 5), id: 42);
        Assert.Equal((Width, Height), segmenter.MatteSize(new FrameSize(64, 32)));
        Assert.Equal(42, matte.FrameId);
        for (var i = 0; i < Width * Height; i++)
        {
            Assert.Equal(i % Width < Width / 2 ? 255 : 0, matte.Alpha[i]);
        }
    }

    [Theory]
    [InlineData(false, "BGR", 0, 10)]
    [InlineData(false, "BGR", 1, 20)]
    [InlineData(false, "BGR", 2, 30)]
    [InlineData(false, "RGB", 0, 30)]
    [InlineData(false, "RGB", 1, 20)]
    [InlineData(false, "RGB", 2, 10)]
    [InlineData(true, "BGR", 0, 10)]
    [InlineData(true, "BGR", 2, 30)]
    [InlineData(true, "RGB", 0, 30)]
    [InlineData(true, "RGB", 2, 10)]
    public void Layout_channel_order_and_channel_choice(bool nhwc, string order, int channel, int expected)
    {
        using var segmenter = Load(TinyOnnx.Echo(Width, Height, nhwc), json =>
        {
            json["input"]!["channels"] = order;
            SetLayout(json, nhwc);
            json["output"]!["channels"] = 3;
            json["output"]!["channel"] = channel;
        });

        // The lower half is ten brighter: rows and columns must not be mixed up either.
        using var matte = Segment(segmenter, 32, 32, (_, y) => y < 16 ? (10, 20, 30) : (20, 30, 40));
        Assert.Equal([.. Enumerable.Repeat((byte)expected, Width * 4), .. Enumerable.Repeat((byte)(expected + 10), Width * 4)], matte.Alpha.ToArray());
    }

    [Fact]
    public void Mean_and_scale_follow_the_models_channel_order()
    {
        for (var channel = 0; channel < 3; channel++)
        {
            using var segmenter = Load(TinyOnnx.Echo(Width, Height), json =>
            {
                json["input"]!["channels"] = "RGB";
                json["input"]!["mean"] = new JsonArray(100, 50, 20);
                json["input"]!["scale"] = new JsonArray(1 / 255f, 0.5f / 255, 0.25f / 255);
                json["output"]!["channels"] = 3;
                json["output"]!["channel"] = channel;
            });
            using var matte = Segment(segmenter, 32, 32, (_, _) => (60, 150, 200));
            Assert.Equal(new[] { 100, 50, 10 }[channel], matte.Alpha[0]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Softmax_of_two_is_the_logistic_function_of_their_difference(bool nhwc)
    {
        const float Factor = 8;
        using var segmenter = Load(TinyOnnx.EchoTwo(Width, Height, nhwc, Factor), json => Softmax(json, nhwc, channels: 2, channel: 1));
        foreach (var (first, second) in new[] { (0, 0), (255, 0), (0, 255), (100, 120), (130, 90) })
        {
            using var matte = Segment(segmenter, 32, 32, (_, _) => (first, second, 7));
            var expected = 1 / (1 + Math.Exp(Factor * (first - second) / 255.0));
            Assert.Equal((byte)((expected * 255) + 0.5), matte.Alpha[0]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Softmax_of_three(bool nhwc)
    {
        const float Factor = 5;
        using var segmenter = Load(TinyOnnx.Echo(Width, Height, nhwc, Factor), json => Softmax(json, nhwc, channels: 3, channel: 2));
        using var matte = Segment(segmenter, 32, 32, (_, _) => (50, 100, 150));
        double[] powers = [Math.Exp(Factor * 50 / 255), Math.Exp(Factor * 100 / 255), Math.Exp(Factor * 150 / 255)];
        Assert.Equal((byte)((powers[2] / powers.Sum() * 255) + 0.5), matte.Alpha[0]);
    }

    [Theory]
    [InlineData(0, 128)]
    [InlineData(51, 186)]
    [InlineData(255, 253)]
    public void Sigmoid(int pixel, int expected)
    {
        // 1 / (1 + e^-x) at x = 0, 1 and 5 is 0.5, 0.7311 and 0.9933.
        using var segmenter = Load(TinyOnnx.Echo(Width, Height, factor: 5), json =>
        {
            json["output"]!["channels"] = 3;
            json["output"]!["activation"] = "sigmoid";
        });
        using var matte = Segment(segmenter, 32, 32, (_, _) => (pixel, 0, 0));
        Assert.Equal(expected, matte.Alpha[0]);
    }

    [Fact]
    public void Every_level_survives_the_way_through()
    {
        using var segmenter = Load(TinyOnnx.Echo(32, 8), json => json["output"]!["channels"] = 3, width: 32, height: 8);
        using var matte = Segment(segmenter, 32, 32, (x, y) => ((y / 4 * 32) + x, 0, 0));
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), matte.Alpha.ToArray());
    }

    [Theory]
    [InlineData(-0.0005f, 0)]
    [InlineData(1.0005f, 255)]
    public void Rounding_errors_inside_the_model_are_clamped(float alpha, int expected)
    {
        using var segmenter = Load(TinyOnnx.Constant(Width, Height, alpha));
        using var matte = Segment(segmenter, 32, 32, (_, _) => (9, 9, 9));
        Assert.Equal(expected, matte.Alpha[5]);
    }

    [Theory]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    [InlineData(255f)]
    public void Values_outside_alpha_are_refused_on_load(float alpha)
    {
        var e = Assert.Throws<ShieldException>(() => Load(TinyOnnx.Constant(Width, Height, alpha)));
        Assert.Contains("gave values that are no alpha", e.Message, StringComparison.Ordinal);
        Assert.Equal(SlateReason.ModelFailed, e.Reason);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Values_that_are_no_numbers_are_refused_on_load_even_before_an_activation(float alpha)
    {
        var e = Assert.Throws<ShieldException>(() => Load(TinyOnnx.Constant(Width, Height, alpha), json => json["output"]!["activation"] = "sigmoid"));
        Assert.Contains("gave values that are no numbers", e.Message, StringComparison.Ordinal);
        Assert.Throws<ShieldException>(() => Load(TinyOnnx.NaN(Width, Height)));
    }

    [Fact]
    public void One_nan_on_a_frame_leaves_the_matte_cleared_and_unstamped_and_the_next_frame_works()
    {
        using var segmenter = Load(TinyOnnx.NaNWhereBlack(Width, Height));
        using var matte = Segment(segmenter, 32, 32, (_, _) => (90, 90, 90));
        Assert.Equal(255, matte.Alpha[0]);
        var e = Assert.Throws<ShieldException>(() => Segment(segmenter, matte, 32, 32, (x, y) => x < 2 && y < 4 ? (0, 0, 0) : (90, 90, 90), id: 2));
        Assert.Contains("gave values that are no numbers", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, matte.FrameId);
        Assert.False(matte.Alpha.ContainsAnyExcept((byte)0));
        Segment(segmenter, matte, 32, 32, (_, _) => (90, 90, 90), id: 3);
        Assert.Equal(3, matte.FrameId);
    }

    [Fact]
    public void A_failure_inside_the_runtime_is_one_sentence_and_leaves_the_matte_cleared()
    {
        using var segmenter = Load(TinyOnnx.FailsOnWhite(Width, Height));
        using var matte = Segment(segmenter, 32, 32, (_, _) => (90, 90, 90));
        var e = Assert.Throws<ShieldException>(() => Segment(segmenter, matte, 32, 32, (_, _) => (255, 255, 255), id: 2));
        Assert.Contains("failed on a frame", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, matte.FrameId);
        Assert.False(matte.Alpha.ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plate_and_prior_are_unknown_and_hidden(bool nhwc)
    {
        using var segmenter = Load(TinyOnnx.PlateAndPrior(Width, Height, nhwc), json =>
        {
            SetLayout(json, nhwc);
            json["plate"] = new JsonObject { ["name"] = "plate" };
            json["prior"] = new JsonObject { ["name"] = "prior" };
        });
        using var matte = Segment(segmenter, 32, 32, (_, _) => (77, 1, 2));
        Assert.Equal(77, matte.Alpha[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hints_reach_the_model_and_are_forgotten_without_them(bool nhwc)
    {
        using var segmenter = Load(TinyOnnx.PlateAndPrior(Width, Height, nhwc), json =>
        {
            SetLayout(json, nhwc);
            json["plate"] = new JsonObject { ["name"] = "plate" };
            json["prior"] = new JsonObject { ["name"] = "prior" };
        });
        Assert.True(segmenter.TakesHints);
        using var hints = new SegmenterHints(Width, Height);
        using var prior = new Matte(Width, Height);
        hints.Known[3] = 102;
        prior.Alpha[3] = 20;
        prior.Alpha[Width] = 50;
        using var pool = new FramePool(new FrameSize(32, 32), 1);
        using var frame = pool.Rent();
        frame.Pixels.Fill(30);
        frame.Stamp(5, 1);
        using var matte = new Matte(Width, Height);
        using var everybody = new Matte(Width, Height);
        segmenter.Segment(frame, hints, prior, matte, everybody);
        Assert.Equal((5, 5), (matte.FrameId, everybody.FrameId));
        Assert.Equal((30, 30 + 102 + 20, 30 + 50), (matte.Alpha[0], matte.Alpha[3], matte.Alpha[Width]));
        Assert.True(matte.Alpha.SequenceEqual(everybody.Alpha));
        segmenter.Segment(frame, hints, null, matte, everybody);
        Assert.Equal((30 + 102, 30), (matte.Alpha[3], matte.Alpha[Width]));
        segmenter.Segment(frame, matte);
        Assert.Equal((30, 30), (matte.Alpha[3], matte.Alpha[Width]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_plates_colours_arrive_normalised_and_times_their_validity(bool nhwc)
    {
        using var segmenter = Load(TinyOnnx.EchoPlate(Width, Height, nhwc), json =>
        {
            SetLayout(json, nhwc);
            json["input"]!["channels"] = "RGB";
            json["input"]!["mean"] = new JsonArray(10, 20, 30);
            json["input"]!["scale"] = new JsonArray(1 / 255f, 0.5f / 255, 0.25f / 255);
            json["output"]!["channels"] = 4;
            json["output"]!["channel"] = 1;
            json["plate"] = new JsonObject { ["name"] = "plate" };
        });
        using var hints = new SegmenterHints(Width, Height);
        hints.Plate.Fill(120);
        hints.Plate.Slice(7 * 3, 3).Fill(220);
        hints.Known.Fill(255);
        hints.Known[7] = 51;
        using var pool = new FramePool(new FrameSize(32, 32), 1);
        using var frame = pool.Rent();
        frame.Stamp(1, 1);
        using var matte = new Matte(Width, Height);
        using var everybody = new Matte(Width, Height);
        segmenter.Segment(frame, hints, null, matte, everybody);
        Assert.Equal((50, 20), (matte.Alpha[0], matte.Alpha[7]));
    }

    [Fact]
    public void Hints_of_another_size_are_refused()
    {
        using var segmenter = Load(TinyOnnx.PlateAndPrior(Width, Height), json =>
        {
            json["plate"] = new JsonObject { ["name"] = "plate" };
            json["prior"] = new JsonObject { ["name"] = "prior" };
        });
        using var hints = new SegmenterHints(Width, Height + 1);
        using var pool = new FramePool(new FrameSize(32, 32), 1);
        using var frame = pool.Rent();
        frame.Stamp(1, 1);
        using var matte = new Matte(Width, Height);
        using var everybody = new Matte(Width, Height);
        Assert.Throws<ArgumentException>(() => segmenter.Segment(frame, hints, null, matte, everybody));
        using var fitting = new SegmenterHints(Width, Height);
        using var prior = new Matte(Width + 1, Height);
        Assert.Throws<ArgumentException>(() => segmenter.Segment(frame, fitting, prior, matte, everybody));
        Assert.Equal((0, 0), (matte.FrameId, everybody.FrameId));
    }

    [Fact]
    public void Open_dimensions_take_the_manifests_size()
    {
        using var segmenter = Load(TinyOnnx.OpenShapes());
        Assert.Equal((Width, Height), segmenter.MatteSize(new FrameSize(64, 32)));
        using var matte = Segment(segmenter, 32, 32, (_, _) => (33, 0, 0));
        Assert.Equal(33, matte.Alpha[^1]);
    }

    [Fact]
    public void A_frame_of_another_size_is_taken()
    {
        using var segmenter = Load(TinyOnnx.BrightIsPerson(Width, Height));
        foreach (var (width, height) in new[] { (32, 32), (1280, 720), (34, 1080), (32, 32) })
        {
            using var matte = Segment(segmenter, width, height, (_, _) => (200, 200, 200));
            Assert.False(matte.Alpha.ContainsAnyExcept((byte)255));
        }
    }

    [Fact]
    public void Segmenting_allocates_nothing()
    {
        using var segmenter = Load(TinyOnnx.EchoTwo(256, 144, nhwc: true, factor: 8), json => Softmax(json, nhwc: true, channels: 2, channel: 1), 256, 144);
        using var pool = new FramePool(new FrameSize(640, 360), 1);
        using var frame = pool.Rent();
        using var matte = new Matte(256, 144);
        frame.Stamp(1, 1);
        for (var i = 0; i < 3; i++)
        {
            segmenter.Segment(frame, matte);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            segmenter.Segment(frame, matte);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_matte_of_another_size_is_refused()
    {
        using var segmenter = Load(TinyOnnx.BrightIsPerson(Width, Height));
        using var matte = new Matte(Width, Height + 1);
        Assert.Throws<ArgumentException>(() => Segment(segmenter, matte, 32, 32, (_, _) => (1, 1, 1), id: 1));
    }

    internal static OnnxSegmenter Load(byte[] model, Action<JsonObject>? change = null, int width = Width, int height = Height)
    {
        var json = TinyOnnx.Manifest("tiny", model, width, height);
        change?.Invoke(json);
        return OnnxSegmenter.Load(ModelManifest.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "tiny.json"), model);
    }

    private static void SetLayout(JsonObject json, bool nhwc)
    {
        json["input"]!["layout"] = nhwc ? "NHWC" : "NCHW";
        json["output"]!["layout"] = nhwc ? "NHWC" : "NCHW";
    }

    private static void Softmax(JsonObject json, bool nhwc, int channels, int channel)
    {
        SetLayout(json, nhwc);
        json["output"]!["channels"] = channels;
        json["output"]!["channel"] = channel;
        json["output"]!["activation"] = "softmax";
    }

    private static Matte Segment(OnnxSegmenter segmenter, int width, int height, Func<int, int, (int B, int G, int R)> pixel, long id = 1)
    {
        var (matteWidth, matteHeight) = segmenter.MatteSize(new FrameSize(width, height));
        var matte = new Matte(matteWidth, matteHeight);
        Segment(segmenter, matte, width, height, pixel, id);
        return matte;
    }

    private static void Segment(OnnxSegmenter segmenter, Matte matte, int width, int height, Func<int, int, (int B, int G, int R)> pixel, long id)
    {
        using var pool = new FramePool(new FrameSize(width, height), 1);
        using var frame = pool.Rent();
        for (var i = 0; i < width * height; i++)
        {
            var (b, g, r) = pixel(i % width, i / width);
            (frame.Pixels[i * 3], frame.Pixels[(i * 3) + 1], frame.Pixels[(i * 3) + 2]) = ((byte)b, (byte)g, (byte)r);
        }

        frame.Stamp(id, 1);
        segmenter.Segment(frame, matte);
    }
}
