using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Cameras that stall, vanish, are busy, change their size or end. Each frame buffer already holds the raw room when its source fails.</summary>
[Collection(EndToEndTests.Name)]
public sealed class FailingSourceTests
{
    private readonly Chosen _bad = new();

    [Fact]
    public void A_source_that_stalls_becomes_the_slate_and_resumes_by_itself()
    {
        using var resume = new ManualResetEvent(false);
        using var rig = new LiveRig(701);
        rig.Source.OnDrawn = number => !_bad.Takes(number) || resume.WaitOne(TimeSpan.FromSeconds(20));
        rig.GoLive();
        _bad.Next(1);
        rig.Until("it stalls", () => _bad.Done);
        rig.UntilSlate(SlateReason.SourceStalled);
        Assert.DoesNotContain(_bad.Ids[0], rig.ShownIds);
        resume.Set();
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void A_camera_unplugged_and_plugged_in_again_resumes_by_itself()
    {
        using var rig = new LiveRig(702);
        rig.Source.OnOpen = nth => _ = nth is 2 ? throw new ShieldException(SlateReason.SourceMissing, "Not there: plug it in.") : 0;
        rig.Source.OnDrawn = number =>
        {
            if (_bad.Takes(number))
            {
                throw new ShieldException(SlateReason.SourceLost, "Unplugged: plug it in again.");
            }

            return true;
        };
        rig.GoLive();
        _bad.Next(1);
        rig.UntilSlate(SlateReason.SourceLost);
        Assert.Equal("Unplugged: plug it in again.", rig.Session.Pipeline.State.Detail);
        rig.UntilSlate(SlateReason.SourceMissing);
        rig.UntilShown();
        rig.End();
        Assert.Equal(3, rig.Source.Opened);
    }

    [Fact]
    public void A_source_that_throws_anything_at_all_is_lost_and_resumes()
    {
        using var rig = new LiveRig(703);
        rig.Source.OnDrawn = number => !_bad.Takes(number) ? true : throw new InvalidCastException("driver");
        rig.GoLive();
        _bad.Next(1);
        rig.UntilSlate(SlateReason.SourceLost);
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void A_camera_that_is_busy_at_first_is_waited_for()
    {
        using var rig = new LiveRig(704);
        rig.Source.OnOpen = nth => _ = nth < 3 ? throw new ShieldException(SlateReason.SourceBusy, "In use: close the other program.") : 0;
        rig.Start();
        rig.UntilSlate(SlateReason.SourceBusy);
        Assert.Equal(0, rig.Witness.Shown);
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void A_source_that_ends_leaves_the_slate()
    {
        using var rig = new LiveRig(705);
        rig.Source.OnDrawn = number => !_bad.Takes(number);
        rig.GoLive();
        _bad.Next(1);
        rig.UntilSlate(SlateReason.SourceEnded);
        var shown = rig.Witness.Shown;
        var seen = rig.Witness.Count;
        rig.Until("more slates came", () => rig.Witness.Count > seen + 20);
        Assert.Equal(shown, rig.Witness.Shown);
        rig.End();
    }

    /// <summary>As a camera does that is switched to another mode: pictures of another size and shape, fitted into the session's as the real sources do it.</summary>
    [Fact]
    public void A_source_that_changes_its_size_again_and_again_stays_hidden()
    {
        using var rig = new LiveRig(706);
        using var sizes = new ChangingSize(rig.Room);
        rig.Source.Painter = sizes.Paint;
        rig.Start();
        rig.Until("every size was shown", () => rig.ShownIds.Select(ChangingSize.Of).Distinct().Count() == ChangingSize.Count);
        rig.End();
    }
}
