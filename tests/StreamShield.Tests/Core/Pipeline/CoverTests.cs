using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;

namespace StreamShield.Tests.Core.Pipeline;

/// <summary>While the shield rests nobody sees anything, and no frame of an old source is seen under new settings.</summary>
public sealed class CoverTests : IDisposable
{
    private static readonly Cover Change = new(SlateReason.Starting, "Another camera is being opened.");

    private readonly FakeTimeProvider _time = new();
    private readonly FramePool _pool = new(TestPictures.Small);
    private readonly LatestFrame _latest = new();
    private readonly Outlet _outlet;
    private readonly ShieldedFrame _seen = new(TestPictures.Small);
    private readonly ShieldPipeline _pipeline;
    private Action _during = () => { };
    private long _id;

    public CoverTests()
    {
        _outlet = new Outlet(TestPictures.Small, _time);
        _pipeline = new ShieldPipeline(_latest, _outlet, Segmenter, new ShieldSettings(), () => null, _time);
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _latest.Dispose();
        _pool.Dispose();
        _outlet.Dispose();
        _seen.Dispose();
    }

    private ScriptedSegmenter Segmenter() => new((frame, matte) =>
    {
        _during();
        matte.Alpha.Fill(255);
        matte.Stamp(frame.Id);
    });

    /// <summary>Shields one frame; true when it is shown.</summary>
    private bool Next()
    {
        var frame = _pool.Rent();
        frame.Pixels.Fill(200);
        frame.Stamp(++_id, _time.GetTimestamp());
        _latest.Publish(frame);
        _pipeline.ProcessOne(TimeSpan.Zero);
        return Shown() == _id;
    }

    private long Shown()
    {
        _outlet.CopyTo(_seen);
        return _seen.FrameId;
    }

    [Fact]
    public void A_cover_shows_the_slate_at_once_and_the_next_frame_after_it_is_seen()
    {
        Assert.True(Next());

        _outlet.Cover(Change);

        Assert.Equal(0, Shown());
        Assert.Equal(new ShieldState(ShieldStatus.Slate, SlateReason.Starting, Change.Detail), _pipeline.State);
        Assert.False(Next());
        Assert.Equal(0, _pipeline.Counters.Failed);
        _outlet.Uncover();
        Assert.True(Next());
        Assert.Equal(ShieldStatus.Live, _pipeline.State.Status);
    }

    [Fact]
    public void A_frame_that_was_being_shielded_when_the_cover_came_is_not_shown()
    {
        Assert.True(Next());
        _during = () => _outlet.Cover(Change);
        Assert.False(Next());
        Assert.Equal(0, Shown());
    }

    /// <summary>The room is switched while a frame of the old camera is in the shield's hands: it must not appear under the new room's zones.</summary>
    [Fact]
    public void A_frame_of_the_old_source_is_not_shown_after_the_cover_is_gone()
    {
        Assert.True(Next());
        _during = () =>
        {
            _outlet.Cover(Change);
            _pipeline.Apply(new ShieldSettings { Effect = "solid" });
            _outlet.Uncover(_id + 1);
        };
        Assert.False(Next());
        _during = () => { };
        Assert.False(Next());
        Assert.Equal(0, Shown());
        Assert.True(Next());
    }

    /// <summary>The cover comes at the last possible moment: every stage has succeeded, and the picture is about to be published.</summary>
    [Fact]
    public void A_cover_between_the_last_stage_and_the_publishing_is_kept()
    {
        Assert.True(Next());
        var shown = _pipeline.Counters.Shielded;
        var late = new LateCover(() => _outlet.Cover(Change));
        _pipeline.Watch(late);

        Assert.False(Next());

        Assert.Equal(0, Shown());
        Assert.False(_outlet.ShowsPicture);
        Assert.Equal(SlateReason.Starting, _pipeline.State.Reason);
        Assert.Equal(shown, _pipeline.Counters.Shielded);
        _pipeline.Unwatch(late);
        _outlet.Uncover();
        Assert.Equal(0, Shown());
        Assert.True(Next());
    }

    [Fact]
    public void A_guest_gets_the_frames_and_one_that_throws_hides_like_any_stage()
    {
        Assert.True(Next());
        var guests = new List<long>();
        _outlet.Cover(new Cover(SlateReason.CapturingRoom, "", (frame, shield) => guests.Add(frame.Id)));
        Next();
        Next();
        Assert.Equal([2, 3], guests);
        Assert.Equal(0, Shown());

        _outlet.Cover(new Cover(SlateReason.CapturingRoom, "", (_, _) => throw new InvalidOperationException("boom")));
        Assert.False(Next());
        Assert.Equal(0, Shown());
        Assert.Equal(1, _pipeline.Counters.Failed);
        Assert.Equal(0, _pool.InUse);
    }

    /// <summary>Whoever frees what the old settings held asks for it after applying the new ones: they must be in force by then.</summary>
    [Fact]
    public void What_is_asked_after_settings_were_applied_finds_them_in_force()
    {
        Assert.True(Next());
        var last = new ShieldSettings { Effect = "solid" };
        ShieldSettings? found = null;
        _pipeline.Post(_ =>
        {
            _pipeline.Apply(last);
            _pipeline.Post(shield => found = shield.Settings);
        });
        Assert.True(Next());
        Assert.Same(last, found);
    }

    private sealed class LateCover(Action cover) : IShieldWitness
    {
        public void Look(Frame raw, FrameShield shield, ShieldedFrame output) => cover();

        public void Failed(Exception reason) => Assert.Fail(reason.Message);
    }
}
