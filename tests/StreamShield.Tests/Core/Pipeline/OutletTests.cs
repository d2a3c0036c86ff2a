using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.Core.Pipeline;

public sealed class OutletTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Outlet _outlet;
    private readonly ShieldedFrame _seen = new(TestPictures.Small);

    public OutletTests() => _outlet = new Outlet(TestPictures.Small, _time);

    public void Dispose()
    {
        _outlet.Dispose();
        _seen.Dispose();
    }

    private ShieldedFrame See()
    {
        _outlet.CopyTo(_seen);
        return _seen;
    }

    private void Publish(long id)
    {
        _outlet.Back.Begin().Fill(200);
        _outlet.Back.Stamp(id, 1);
        _outlet.Publish();
    }

    [Fact]
    public void It_starts_with_the_slate() => Assert.True(See().IsSlate);

    [Fact]
    public void It_shows_what_was_published()
    {
        Publish(3);

        Assert.Equal(3, See().FrameId);
        Assert.Equal(200, See().Luma[0]);
    }

    /// <summary>Law 8: nothing of a new session is shown while the panic button, which outlives sessions, is pressed.</summary>
    [Fact]
    public void A_button_pressed_before_the_outlet_was_made_hides()
    {
        using var next = new Outlet(TestPictures.Small, _time, _outlet.Button);
        _outlet.Button.IsPressed = true;
        using var later = new Outlet(TestPictures.Small, _time, _outlet.Button);
        _outlet.Dispose();

        foreach (var outlet in (Outlet[])[next, later])
        {
            outlet.Back.Begin().Fill(200);
            outlet.Back.Stamp(1, 1);
            outlet.Publish();
            outlet.CopyTo(_seen);
            Assert.True(_seen.IsSlate);
            var version = outlet.Version;
            _outlet.Button.IsPressed = true;
            Assert.NotEqual(version, outlet.Version);
        }

        next.Panic = false;
        later.CopyTo(_seen);
        Assert.Equal(1, _seen.FrameId);
    }

    /// <summary>Laws 1 and 7: silence becomes the slate, without any thread having to notice.</summary>
    [Fact]
    public void An_old_picture_becomes_the_slate()
    {
        Publish(1);
        _time.Advance(_outlet.MaxAge);
        Assert.False(See().IsSlate);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(See().IsSlate);
    }

    [Fact]
    public void Panic_hides_at_once_and_whatever_is_published()
    {
        Publish(1);
        _outlet.Panic = true;
        Assert.True(See().IsSlate);
        Publish(2);
        Assert.True(See().IsSlate);

        _outlet.Panic = false;

        Assert.Equal(2, See().FrameId);
    }

    [Fact]
    public void Nothing_is_published_under_a_cover_and_nothing_of_an_old_source_after_it()
    {
        Publish(1);
        _outlet.Cover(new Cover(SlateReason.Starting, ""));
        Assert.True(See().IsSlate);
        Assert.False(_outlet.Accepts(2));
        Publish(2);
        Assert.True(See().IsSlate);

        _outlet.Uncover(5);

        Assert.True(See().IsSlate);
        Publish(5);
        Assert.True(See().IsSlate);
        Assert.True(_outlet.Accepts(6));
        Publish(6);
        Assert.Equal(6, See().FrameId);
    }

    /// <summary>Whoever ends a cover ends the own one: somebody else may have covered since.</summary>
    [Fact]
    public void Ending_ones_own_cover_leaves_a_later_one()
    {
        var (camera, capture) = (new Cover(SlateReason.Starting, ""), new Cover(SlateReason.Starting, ""));
        _outlet.Cover(camera);
        _outlet.Cover(capture);

        _outlet.Uncover(5, camera);

        Assert.Same(capture, _outlet.Covered);
        _outlet.Uncover(only: capture);
        Assert.Null(_outlet.Covered);
        Assert.False(_outlet.Accepts(5));
    }

    /// <summary>Many threads cover, uncover, publish and hide at once: a reader that looks while a cover is up never sees a picture.</summary>
    [Fact]
    public void A_cover_holds_whatever_other_threads_do()
    {
        using var done = new ManualResetEventSlim();
        var publisher = new Thread(() =>
        {
            for (long id = 1; !done.IsSet; id++)
            {
                Publish(id);
                _outlet.ShowSlate(id % 2 == 0 ? SlateReason.StageFailed : SlateReason.ModelFailed);
                Publish(id);
            }
        });
        publisher.Start();
        using var picture = new ShieldedFrame(TestPictures.Small);
        for (var i = 0; i < 300; i++)
        {
            _outlet.Cover(new Cover(SlateReason.CapturingRoom, ""));
            for (var look = 0; look < 5; look++)
            {
                _outlet.CopyTo(picture);
                Assert.True(picture.IsSlate);
            }

            _outlet.Uncover();
        }

        done.Set();
        Assert.True(publisher.Join(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_listener_that_has_gone_does_not_keep_the_button_from_the_others()
    {
        var gone = new AutoResetEvent(false);
        using var here = new AutoResetEvent(false);
        _outlet.Listen(gone);
        _outlet.Listen(here);
        gone.Dispose();

        _outlet.Panic = true;

        Assert.True(here.WaitOne(0));
    }

    [Fact]
    public void The_end_is_told_even_in_a_panic()
    {
        using var stopped = new Slate(TestPictures.Small).Make(SlateReason.Stopping);
        _outlet.Panic = true;
        _outlet.ShowSlate(SlateReason.Stopping);

        _outlet.End();

        Assert.Equal(stopped.Luma.ToArray(), See().Luma.ToArray());
    }

    [Fact]
    public void A_picture_that_was_not_composed_to_its_end_cannot_be_published()
    {
        _outlet.Back.Begin().Fill(200);

        Assert.Throws<InvalidOperationException>(() => _outlet.Publish());
        Assert.True(See().IsSlate);
    }

    [Fact]
    public void The_slate_replaces_a_fresh_picture()
    {
        Publish(1);

        _outlet.ShowSlate(SlateReason.SourceLost);

        Assert.True(See().IsSlate);
    }

    [Fact]
    public void Every_reason_has_its_own_words_and_none_shows_details()
    {
        var words = Enum.GetValues<SlateReason>().Select(Slate.Words).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.DoesNotContain("hidden", words);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(1280, 720)]
    [InlineData(720, 1280)]
    public void The_slate_is_a_picture_at_every_size(int width, int height)
    {
        using var picture = new Slate(new FrameSize(width, height)).Make(SlateReason.SourceBusy);

        Assert.True(picture.IsSlate);
        Assert.True(picture.Luma.ToArray().Distinct().Count() > 8, "There are words on it.");
        Assert.InRange(picture.Luma[0], 16, 60);
    }
}
