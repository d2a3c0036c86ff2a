using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>Who left the picture counts as away after a while, and the outlet says whether a picture is shown.</summary>
public class PresenceTests
{
    [Fact]
    public void Nobody_is_present_before_somebody_was_seen_and_two_seconds_after()
    {
        var time = new FakeTimeProvider();
        var witness = new PresenceWitness(time);
        var alpha = new byte[61 * 1000];
        Assert.False(witness.IsPresent);
        witness.Look(alpha);
        Assert.False(witness.IsPresent);
        alpha.AsSpan(0, 61 * 20).Fill(200);
        witness.Look(alpha);
        Assert.True(witness.IsPresent);
        alpha.AsSpan().Fill(100);
        time.Advance(TimeSpan.FromSeconds(1.9));
        witness.Look(alpha);
        Assert.True(witness.IsPresent);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(witness.IsPresent);
    }

    [Fact]
    public void A_witness_that_failed_sees_nobody()
    {
        var witness = new PresenceWitness();
        var alpha = new byte[6100];
        alpha.AsSpan().Fill(255);
        witness.Look(alpha);
        Assert.True(witness.IsPresent);
        witness.Failed(new InvalidOperationException());
        Assert.False(witness.IsPresent);
    }

    [Fact]
    public void An_outlet_shows_a_picture_only_when_its_readers_get_one()
    {
        var time = new FakeTimeProvider();
        using var outlet = new Outlet(new FrameSize(64, 36), time);
        Assert.False(outlet.ShowsPicture);
        outlet.Back.Stamp(1, 0);
        outlet.Publish();
        Assert.True(outlet.ShowsPicture);
        outlet.Panic = true;
        Assert.False(outlet.ShowsPicture);
        outlet.Panic = false;
        Assert.True(outlet.ShowsPicture);
        time.Advance(TimeSpan.FromMilliseconds(501));
        Assert.False(outlet.ShowsPicture);
        outlet.Back.Stamp(2, 0);
        outlet.Publish();
        Assert.True(outlet.ShowsPicture);
        outlet.ShowSlate(SlateReason.SourceLost);
        Assert.False(outlet.ShowsPicture);
        outlet.Back.Stamp(3, 0);
        outlet.Publish();
        outlet.End();
        Assert.False(outlet.ShowsPicture);
    }
}
