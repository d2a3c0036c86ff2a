using StreamShield.Core.Frames;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Frames on which the segmenter fails, and the ones around them.</summary>
[Collection(EndToEndTests.Name)]
public sealed class FailingStageTests
{
    private readonly Chosen _bad = new();

    private void RunPast(LiveRig rig, int count)
    {
        rig.GoLive();
        _bad.Next(count);
        rig.Until("the bad frames are over", () => _bad.Done);
        rig.UntilShown();
        rig.End();
        Assert.Equal(count, _bad.Ids.Length);
        Assert.DoesNotContain(rig.ShownIds, id => _bad.Ids.Contains(id));
        Assert.True(rig.Session.Counters.Failed >= count);
    }

    /// <summary>It fails after the real model has filled the matte: a result is there and must not be used.</summary>
    [Theory]
    [InlineData(401, 1)]
    [InlineData(402, 21)]
    public void A_segmenter_that_throws_hides_those_frames_and_the_picture_returns(int seed, int count)
    {
        Exception[] kinds = [new ShieldException(SlateReason.ModelFailed, "Broken: mend it."), new InvalidOperationException("boom"), new DivideByZeroException()];
        using var rig = new LiveRig(seed, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            work();
            if (_bad.Takes(frame.Id))
            {
                throw kinds[frame.Id % kinds.Length];
            }
        }));
        RunPast(rig, count);
    }

    [Fact]
    public void A_model_that_gives_no_numbers_on_some_frames_hides_exactly_those()
    {
        using var rig = new LiveRig(403, model: models => models.NaNOnWhite);
        rig.Source.WhiteCorner = number => number % 4 == 0;
        rig.Start();
        rig.UntilShown(40);
        rig.End();
        Assert.True(rig.Session.Counters.Failed > 5);
        Assert.Contains(SlateReason.ModelFailed, rig.ShownSlates);
        Assert.DoesNotContain(rig.ShownIds, id => id % 4 == 0);
    }

    [Fact]
    public void A_model_that_gives_no_numbers_for_a_while_hides_all_that_while()
    {
        using var rig = new LiveRig(404, model: models => models.NaNOnWhite);
        rig.Source.WhiteCorner = _bad.Takes;
        rig.GoLive();
        _bad.Next(40);
        rig.UntilSlate(SlateReason.ModelFailed);
        rig.Until("the bad frames are over", () => _bad.Done);
        rig.UntilShown();
        rig.End();
        Assert.DoesNotContain(rig.ShownIds, id => _bad.Ids.Contains(id));
    }

    [Fact]
    public void A_model_that_never_gives_a_number_shows_nothing_ever()
    {
        using var rig = new LiveRig(405, model: models => models.Write("nan", TinyOnnx.NaN(ShieldModels.Width, ShieldModels.Height))).Start();
        rig.Until("many frames came", () => rig.Source.Delivered > 80);
        rig.UntilSlate(SlateReason.ModelFailed);
        rig.End();
        Assert.Equal(0, rig.Witness.Shown + rig.StreamWitness.Shown);
    }

    /// <summary>Law 3, broken in each way a segmenter can: by silence, by a number of before, by the whole matte of before.</summary>
    [Theory]
    [InlineData(406, "says nothing")]
    [InlineData(407, "says nothing and marks everything")]
    [InlineData(408, "stamps the frame before")]
    [InlineData(409, "stamps the next frame")]
    [InlineData(410, "gives the matte of the frame before")]
    public void An_answer_that_is_not_this_frames_hides_it(int seed, string lie)
    {
        const int Count = 15;
        byte[] old = [];
        long oldId = 0;
        using var rig = new LiveRig(seed, inner => new FaultySegmenter(inner, (frame, matte, work) =>
        {
            if (!_bad.Takes(frame.Id))
            {
                work();
                (old, oldId) = (matte.Alpha.ToArray(), frame.Id);
                return;
            }

            switch (lie)
            {
                case "says nothing and marks everything":
                    matte.Alpha.Fill(255);
                    break;
                case "stamps the frame before":
                    work();
                    matte.Stamp(frame.Id - 1);
                    break;
                case "stamps the next frame":
                    work();
                    matte.Stamp(frame.Id + 1);
                    break;
                case "gives the matte of the frame before":
                    old.CopyTo(matte.Alpha);
                    matte.Stamp(oldId);
                    break;
            }
        }));
        RunPast(rig, Count);
        Assert.Contains(SlateReason.StageFailed, rig.ShownSlates);
    }

    /// <summary>The streamer jumps with every frame: what the jump uncovers is hidden in the very next picture.</summary>
    [Fact]
    public void Where_the_streamer_was_is_hidden_in_the_very_next_picture()
    {
        using var rig = new LiveRig(411).Start();
        rig.Until("pictures of frames that follow each other were shown", () => rig.ShownIds.Zip(rig.ShownIds.Skip(1)).Count(pair => pair.Second == pair.First + 1) > 10);
        rig.End();
    }
}
