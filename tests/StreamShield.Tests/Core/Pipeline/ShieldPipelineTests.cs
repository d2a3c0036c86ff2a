using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;

namespace StreamShield.Tests.Core.Pipeline;

public sealed class ShieldPipelineTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FramePool _pool = new(TestPictures.Small);
    private readonly LatestFrame _latest = new();
    private readonly Outlet _outlet;
    private readonly ShieldedFrame _seen = new(TestPictures.Small);
    private ShieldException? _trouble;
    private long _id;

    public ShieldPipelineTests() => _outlet = new Outlet(TestPictures.Small, _time);

    public void Dispose()
    {
        _latest.Dispose();
        _pool.Dispose();
        _outlet.Dispose();
        _seen.Dispose();
    }

    private ShieldPipeline Make(Func<ISegmenter> open) => new(_latest, _outlet, open, new ShieldSettings(), () => _trouble, _time);

    private void Offer(byte value = 200)
    {
        var frame = _pool.Rent();
        frame.Pixels.Fill(value);
        frame.Stamp(++_id, _time.GetTimestamp());
        _latest.Publish(frame);
    }

    private bool ShowsSlate()
    {
        _outlet.CopyTo(_seen);
        return _seen.IsSlate;
    }

    [Fact]
    public void A_good_frame_goes_live()
    {
        using var pipeline = Make(ScriptedSegmenter.LeftHalf);
        Assert.Equal(ShieldStatus.Starting, pipeline.State.Status);
        Offer();

        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));

        Assert.Equal(ShieldStatus.Live, pipeline.State.Status);
        Assert.False(ShowsSlate());
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void Every_failure_of_a_stage_hides_that_frame_and_the_next_good_one_shows()
    {
        var fail = true;
        using var pipeline = Make(() => new ScriptedSegmenter((frame, matte) =>
        {
            if (fail)
            {
                throw new InvalidOperationException("boom");
            }

            matte.Stamp(frame.Id);
        }));
        Offer();
        Assert.False(pipeline.ProcessOne(TimeSpan.Zero));
        Assert.True(ShowsSlate());
        Assert.Equal(SlateReason.StageFailed, pipeline.State.Reason);
        Assert.Equal(1, pipeline.Counters.Failed);
        fail = false;
        Offer();

        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));

        Assert.False(ShowsSlate());
        Assert.Equal(0, _pool.InUse);
    }

    /// <summary>Law 3: a segmenter that forgets to answer leaves the matte of the frame before; it must not be used.</summary>
    [Fact]
    public void A_segmenter_that_does_not_answer_hides_the_frame()
    {
        var answer = true;
        using var pipeline = Make(() => new ScriptedSegmenter((frame, matte) =>
        {
            if (answer)
            {
                matte.Alpha.Fill(255);
                matte.Stamp(frame.Id);
            }
        }));
        Offer();
        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));
        answer = false;
        Offer();

        Assert.False(pipeline.ProcessOne(TimeSpan.Zero));

        Assert.True(ShowsSlate());
    }

    [Fact]
    public void A_frame_that_waited_too_long_is_not_shown()
    {
        using var pipeline = Make(ScriptedSegmenter.LeftHalf);
        Offer();
        pipeline.ProcessOne(TimeSpan.Zero);
        Offer();
        _time.Advance(pipeline.MaxFrameAge + TimeSpan.FromMilliseconds(1));

        Assert.False(pipeline.ProcessOne(TimeSpan.Zero));

        Assert.True(ShowsSlate());
        Assert.Equal(SlateReason.FrameTooOld, pipeline.State.Reason);
        Assert.Equal(1, pipeline.Counters.TooOld);
    }

    [Fact]
    public void A_source_without_frames_is_stalled_and_comes_back()
    {
        using var pipeline = Make(ScriptedSegmenter.LeftHalf);
        Offer();
        pipeline.ProcessOne(TimeSpan.Zero);
        _time.Advance(pipeline.StallAfter + TimeSpan.FromMilliseconds(1));
        pipeline.ProcessOne(TimeSpan.Zero);
        Assert.Equal(SlateReason.SourceStalled, pipeline.State.Reason);
        Assert.True(ShowsSlate());
        Offer();

        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));
        Assert.Equal(ShieldStatus.Live, pipeline.State.Status);
    }

    [Fact]
    public void The_sources_own_trouble_is_told()
    {
        using var pipeline = Make(ScriptedSegmenter.LeftHalf);
        Offer();
        pipeline.ProcessOne(TimeSpan.Zero);
        _trouble = new ShieldException(SlateReason.SourceBusy, "Camera 0 is in use by another program: close it.");

        pipeline.ProcessOne(TimeSpan.Zero);

        Assert.Equal(SlateReason.SourceBusy, pipeline.State.Reason);
        Assert.Equal(_trouble.Message, pipeline.State.Detail);
        Assert.True(ShowsSlate());
    }

    [Fact]
    public void A_model_that_cannot_be_opened_is_tried_again_with_pauses_while_frames_are_dropped()
    {
        var tries = 0;
        using var pipeline = Make(() => ++tries < 3 ? throw new ShieldException(SlateReason.ModelFailed, "The model is missing: reinstall.") : ScriptedSegmenter.LeftHalf());
        for (var i = 0; i < 40 && tries < 3; i++)
        {
            Offer();
            pipeline.ProcessOne(TimeSpan.Zero);
            Assert.Equal(tries < 3, ShowsSlate());
            Assert.Equal(0, _pool.InUse);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(3, tries);
        Assert.Equal(1, pipeline.SlateCount(SlateReason.ModelFailed));
        Offer();
        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));
    }

    [Fact]
    public void Another_model_is_swapped_in_behind_the_slate_and_the_old_one_freed()
    {
        var first = ScriptedSegmenter.LeftHalf();
        using var pipeline = Make(() => first);
        Offer();
        pipeline.ProcessOne(TimeSpan.Zero);
        var slateWhileLoading = false;
        pipeline.UseModel(() =>
        {
            slateWhileLoading = ShowsSlate();
            return ScriptedSegmenter.Nobody();
        });
        Offer();

        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));

        Assert.True(slateWhileLoading);
        Assert.True(first.Disposed);
    }

    [Fact]
    public void Garbage_in_place_of_the_model_keeps_the_slate()
    {
        using var pipeline = Make(ScriptedSegmenter.LeftHalf);
        Offer();
        pipeline.ProcessOne(TimeSpan.Zero);
        pipeline.UseModel(() => throw new ShieldException(SlateReason.ModelFailed, "Wrong hash."));
        for (var i = 0; i < 5; i++)
        {
            Offer();
            Assert.False(pipeline.ProcessOne(TimeSpan.Zero));
            Assert.True(ShowsSlate());
        }

        Assert.Equal(SlateReason.ModelFailed, pipeline.State.Reason);
    }

    [Fact]
    public void A_model_that_keeps_failing_is_opened_afresh()
    {
        var opened = 0;
        using var pipeline = Make(() =>
        {
            opened++;
            return new ScriptedSegmenter((frame, matte) => throw new ShieldException(SlateReason.ModelFailed, "NaN."));
        });
        for (var i = 0; i < 25; i++)
        {
            Offer();
            pipeline.ProcessOne(TimeSpan.Zero);
            Assert.True(ShowsSlate());
        }

        Assert.Equal(3, opened);
    }

    /// <summary>Law 1: a shield made anew would have forgotten that the camera was moved and would show half a second of the wrong room.</summary>
    [Fact]
    public void A_moved_camera_does_not_open_the_shield_afresh()
    {
        var opened = 0;
        using var pipeline = Make(() =>
        {
            opened++;
            return new ScriptedSegmenter((_, _) => throw new ShieldException(SlateReason.RoomMoved, "The camera was moved: move it back."));
        });
        for (var i = 0; i < 40; i++)
        {
            Offer();
            Assert.False(pipeline.ProcessOne(TimeSpan.Zero));
            Assert.Equal(SlateReason.RoomMoved, pipeline.State.Reason);
        }

        Assert.Equal(1, opened);
    }

    [Fact]
    public void A_model_too_narrow_to_refine_is_told_of_and_freed()
    {
        var narrow = new ScriptedSegmenter((frame, matte) => matte.Stamp(frame.Id), width: 16, height: 16);
        using var pipeline = Make(() => narrow);
        Offer();

        Assert.False(pipeline.ProcessOne(TimeSpan.Zero));

        Assert.Equal(SlateReason.ModelFailed, pipeline.State.Reason);
        Assert.True(narrow.Disposed);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_and_the_old_ones_stay()
    {
        using var pipeline = Make(ScriptedSegmenter.Nobody);
        Assert.Throws<ShieldException>(() => pipeline.Apply(new ShieldSettings { Strength = 101 }));
        Assert.Throws<ShieldException>(() => pipeline.Apply(new ShieldSettings { Effect = "magic" }));
        Offer();

        Assert.True(pipeline.ProcessOne(TimeSpan.Zero));
    }

    [Fact]
    public void New_settings_count_from_the_next_frame()
    {
        using var pipeline = Make(ScriptedSegmenter.Nobody);
        pipeline.Apply(new ShieldSettings { Effect = "blur" });
        Offer(250);
        pipeline.ProcessOne(TimeSpan.Zero);
        _outlet.CopyTo(_seen);
        var blurred = _seen.Luma[0];
        pipeline.Apply(new ShieldSettings { Effect = "solid" });
        Offer(250);

        pipeline.ProcessOne(TimeSpan.Zero);

        _outlet.CopyTo(_seen);
        Assert.True(blurred > 200 && _seen.Luma[0] < 80);
    }

    [Fact]
    public void It_ends_on_the_slate()
    {
        var pipeline = Make(ScriptedSegmenter.LeftHalf);
        Offer();
        pipeline.ProcessOne(TimeSpan.Zero);

        pipeline.Dispose();

        Assert.True(ShowsSlate());
        Assert.Equal(ShieldStatus.Stopped, pipeline.State.Status);
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        using var pipeline = Make(ScriptedSegmenter.LeftHalf);
        for (var i = 0; i < 50; i++)
        {
            Offer((byte)i);
            pipeline.ProcessOne(TimeSpan.Zero);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Offer((byte)i);
            pipeline.ProcessOne(TimeSpan.Zero);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(150, pipeline.Counters.Shielded);
    }
}
