using System.Text.Json.Nodes;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Onnx;
using StreamShield.Tests.Core;

namespace StreamShield.Tests.Onnx;

/// <summary>Models with states and constants: what is handed on from frame to frame, and when it is forgotten.</summary>
public sealed class RememberingModelTests : IDisposable
{
    private const int Width = 64;
    private const int Height = 32;
    private static readonly FrameSize Size = new(128, 64);
    private readonly SegmenterHints _hints = new(Width, Height);
    private readonly Matte _prior = new(Width, Height);
    private readonly Matte _streamer = new(Width, Height);
    private readonly Matte _everybody = new(Width, Height);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_state_goes_from_frame_to_frame_and_is_forgotten_without_a_prior(bool nhwc, bool isOpen)
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.Remembers(Width, Height, nhwc, isOpen), json => Remembering(json, nhwc, isOpen), Width, Height);
        using var frame = TestPictures.Frame(Size, (_, _) => (100, 0, 0));
        Assert.Equal([10, 20, 30, 40], Run(segmenter, frame, null, _prior, _prior, _prior));
        Assert.Equal([10, 20], Run(segmenter, frame, null, _prior));
        segmenter.Segment(frame, _everybody);
        Assert.Equal(10, _everybody.Alpha[0]);
    }

    [Fact]
    public void A_state_is_forgotten_when_the_size_changes()
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.Remembers(Width, Height), json => Remembering(json, nhwc: false, isOpen: false), Width, Height);
        using var frame = TestPictures.Frame(Size, (_, _) => (100, 0, 0));
        using var larger = TestPictures.Frame(new FrameSize(256, 128), (_, _) => (100, 0, 0));
        Assert.Equal([10, 20], Run(segmenter, frame, null, _prior));
        Assert.Equal([10, 20], Run(segmenter, larger, _prior, _prior));
    }

    [Fact]
    public void The_shield_begins_anew_after_a_gap_a_cut_and_a_failure()
    {
        var priors = new List<bool>();
        var fails = false;
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var shield = new FrameShield(Size, new Listening(priors, () => fails), new ShieldSettings { Effect = "solid" }, time);
        using var output = new ShieldedFrame(Size);
        long id = 0;
        Show(0.04, 50);
        Show(0.04, 52);
        Show(1.5, 52);
        Show(0.04, 52);
        Show(0.04, 180);
        Show(0.04, 181);
        fails = true;
        Assert.ThrowsAny<Exception>(() => Show(0.04, 181));
        fails = false;
        Show(0.04, 181);
        Show(0.04, 181);
        Assert.Equal([false, true, false, true, false, true, true, false, true], priors);

        void Show(double seconds, byte level)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            using var frame = TestPictures.Frame(Size, (_, _) => (level, level, level), ++id, time.GetTimestamp());
            shield.Shield(frame, output);
        }
    }

    [Fact]
    public void A_constant_input_is_given_with_every_frame()
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.TakesShare(Width, Height), json => json["constants"] = new JsonArray(
            new JsonObject { ["name"] = "share", ["values"] = new JsonArray(0.5f) }), Width, Height);
        using var frame = TestPictures.Frame(Size, (_, _) => (100, 0, 0));
        Assert.Equal([50, 50], Run(segmenter, frame, null, _prior));
    }

    [Theory]
    [InlineData("{\"input\":\"before\",\"output\":\"other\"}", "has no output 'other'")]
    [InlineData("{\"input\":\"first\",\"output\":\"after\"}", "has no input 'first'")]
    [InlineData("{\"input\":\"before\",\"output\":\"after\",\"shape\":[1,2,32,64]}", "has an input 'before' of shape [1,1,32,64] where the manifest says [1,2,32,64]")]
    [InlineData("", "also asks for an input 'before'")]
    public void A_state_that_the_model_has_not_is_refused(string state, string expected)
    {
        var e = Assert.Throws<ShieldException>(() => OnnxSegmenterTests.Load(TinyOnnx.Remembers(Width, Height), json =>
            json["states"] = state.Length == 0 ? new JsonArray() : new JsonArray(JsonNode.Parse(state)), Width, Height));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_state_needs_its_shape_from_the_manifest()
    {
        var e = Assert.Throws<ShieldException>(() => OnnxSegmenterTests.Load(
            TinyOnnx.Remembers(Width, Height, isOpen: true), json => Remembering(json, nhwc: false, isOpen: false), Width, Height));
        Assert.Contains("states.shape must say it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remembering_allocates_nothing()
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.Remembers(Width, Height), json => Remembering(json, nhwc: false, isOpen: false), Width, Height);
        using var frame = TestPictures.Frame(Size, (_, _) => (1, 0, 0));
        Run(segmenter, frame, null, _prior, _prior);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            segmenter.Segment(frame, _hints, _prior, _streamer, _everybody);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose()
    {
        _hints.Dispose();
        _prior.Dispose();
        _streamer.Dispose();
        _everybody.Dispose();
    }

    private static void Remembering(JsonObject json, bool nhwc, bool isOpen)
    {
        json["input"]!["layout"] = nhwc ? "NHWC" : "NCHW";
        json["output"]!["layout"] = nhwc ? "NHWC" : "NCHW";
        var state = new JsonObject { ["input"] = "before", ["output"] = "after" };
        if (isOpen)
        {
            state["shape"] = nhwc ? new JsonArray(1, Height, Width, 1) : new JsonArray(1, 1, Height, Width);
        }

        json["states"] = new JsonArray(state);
    }

    private int[] Run(OnnxSegmenter segmenter, Frame frame, params Matte?[] priors) =>
    [
        .. priors.Select(prior =>
        {
            segmenter.Segment(frame, _hints, prior, _streamer, _everybody);
            Assert.False(_streamer.Alpha.ContainsAnyExcept(_streamer.Alpha[0]));
            return (int)_streamer.Alpha[0];
        }),
    ];

    /// <summary>Notes whether it was given a prior.</summary>
    private sealed class Listening(List<bool> priors, Func<bool> fails) : ISegmenter
    {
        public string Name => "listening";

        public (int Width, int Height) MatteSize(FrameSize frame) => (Width, Height);

        public void Segment(Frame frame, Matte everybody) => throw new InvalidOperationException("It was given no hints.");

        public void Segment(Frame frame, SegmenterHints hints, Matte? prior, Matte streamer, Matte everybody)
        {
            priors.Add(prior is not null);
            if (fails())
            {
                throw new InvalidOperationException("Asked to fail.");
            }

            streamer.Stamp(frame.Id);
            everybody.Stamp(frame.Id);
        }

        public void Dispose()
        {
        }
    }
}
