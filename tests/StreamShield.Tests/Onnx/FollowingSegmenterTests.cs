using System.Text.Json.Nodes;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Tests.Core;

namespace StreamShield.Tests.Onnx;

/// <summary>Segmenters that tell the streamer from everybody, and those that do not.</summary>
public sealed class FollowingSegmenterTests
{
    private const int Width = 16;
    private const int Height = 8;

    [Fact]
    public void A_model_with_a_channel_of_everybody_follows_the_streamer_of_the_prior()
    {
        // Everybody is where the frame is bright; the streamer is the part of it that lies in the prior, or all of it without one.
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.Follows(Width, Height), Following);
        Assert.True(segmenter.FollowsStreamer);
        using var hints = new SegmenterHints(Width, Height);
        using var prior = new Matte(Width, Height);
        using var streamer = new Matte(Width, Height);
        using var everybody = new Matte(Width, Height);
        using var frame = TestPictures.Frame(new FrameSize(64, 32), (x, _) => x is < 16 or >= 48 ? ((byte)255, (byte)255, (byte)255) : default, id: 7);
        streamer.Alpha.Fill(9);
        everybody.Alpha.Fill(9);
        segmenter.Segment(frame, hints, null, streamer, everybody);
        byte[] both = [255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255];
        Assert.Equal(both, streamer.Alpha[..Width].ToArray());
        Assert.Equal(both, everybody.Alpha[..Width].ToArray());
        for (var y = 0; y < Height; y++)
        {
            prior.Alpha.Slice(y * Width, Width / 2).Fill(255);
        }

        segmenter.Segment(frame, hints, prior, streamer, everybody);
        Assert.Equal((7, 7), (streamer.FrameId, everybody.FrameId));
        Assert.Equal([255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], streamer.Alpha[..Width].ToArray());
        Assert.Equal(both, everybody.Alpha[..Width].ToArray());
        segmenter.Segment(frame, everybody);
        Assert.Equal(both, everybody.Alpha[..Width].ToArray());
    }

    [Fact]
    public void Both_mattes_are_cleared_when_either_channel_is_no_alpha()
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.Follows(Width, Height, tooMuch: true), Following);
        using var hints = new SegmenterHints(Width, Height);
        using var prior = new Matte(Width, Height);
        using var streamer = new Matte(Width, Height);
        using var everybody = new Matte(Width, Height);
        using var frame = TestPictures.Frame(new FrameSize(64, 32), (_, _) => (255, 255, 255), id: 7);
        prior.Alpha.Fill(100);
        foreach (var matte in new[] { streamer, everybody })
        {
            matte.Alpha.Fill(9);
            matte.Stamp(1);
        }

        Assert.Throws<ShieldException>(() => segmenter.Segment(frame, hints, prior, streamer, everybody));
        foreach (var matte in new[] { streamer, everybody })
        {
            Assert.Equal(0, matte.FrameId);
            Assert.False(matte.Alpha.ContainsAnyExcept((byte)0));
        }
    }

    [Fact]
    public void A_segmenter_that_knows_only_everybody_gives_the_same_matte_twice_and_neither_when_it_fails()
    {
        var fails = false;
        ISegmenter segmenter = new ScriptedSegmenter((frame, matte) =>
        {
            if (fails)
            {
                throw new InvalidOperationException("Asked to fail.");
            }

            matte.Alpha[5] = 200;
            matte.Stamp(frame.Id);
        });
        using var hints = new SegmenterHints(64, 48);
        using var streamer = new Matte(64, 48);
        using var everybody = new Matte(64, 48);
        using var frame = TestPictures.Frame(new FrameSize(64, 48), (_, _) => (0, 0, 0), id: 3);
        segmenter.Segment(frame, hints, null, streamer, everybody);
        Assert.False(segmenter.FollowsStreamer);
        Assert.Equal((3, 3), (streamer.FrameId, everybody.FrameId));
        Assert.Equal((200, 200), (streamer.Alpha[5], everybody.Alpha[5]));
        fails = true;
        Assert.Throws<InvalidOperationException>(() => segmenter.Segment(frame, hints, null, streamer, everybody));
        Assert.Equal(0, streamer.FrameId);
        Assert.False(streamer.Alpha.ContainsAnyExcept((byte)0));
    }

    private static void Following(JsonObject json)
    {
        json["prior"] = new JsonObject { ["name"] = "prior" };
        json["output"]!["channels"] = 2;
        json["output"]!["everybody"] = 1;
    }
}
