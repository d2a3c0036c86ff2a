using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Devices.Recording;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class NormalRunTests
{
    /// <summary>Here the streamer leaps about as no person does: the follower may lose her, the room must stay hidden all the same.</summary>
    [Fact]
    public void With_the_streamer_alone_shown_the_room_is_never_seen()
    {
        using var rig = new LiveRig(110, settings: new ShieldSettings { People = PeopleChoice.Streamer });
        (rig.Witness.StreamerMayBeHidden, rig.StreamWitness.StreamerMayBeHidden) = (true, true);
        rig.Start().UntilShown(60);
        Assert.Equal(ShieldStatus.Live, rig.Session.Pipeline.State.Status);
        rig.End();
    }

    [Theory]
    [InlineData(101, "blur", 60)]
    [InlineData(102, "blur", 100)]
    [InlineData(103, "solid", 0)]
    [InlineData(107, "decoy", 75)]
    [InlineData(108, "image", 0)]
    [InlineData(109, "pixelate", 50)]
    public void The_room_is_never_seen_and_the_streamer_always(int seed, string effect, int strength)
    {
        using var rig = new LiveRig(seed, settings: Core.TestPictures.Settings(effect, strength) with { Colour = Room.Solid, People = PeopleChoice.Everyone }).Start();
        rig.UntilShown(60);
        Assert.Equal(ShieldStatus.Live, rig.Session.Pipeline.State.Status);
        rig.End();
        Assert.True(rig.StreamWitness.Shown > 0);
        Assert.True(rig.Source.Disposed);
    }

    [Theory]
    [InlineData(105, true)]
    [InlineData(106, false)]
    public void A_recording_begins_and_ends_on_the_slate_and_never_has_the_room(int seed, bool useFfmpeg)
    {
        using var folder = new TempFolder();
        using var rig = new LiveRig(seed);
        rig.Session.Add(new FileSink(folder.File("live.mp4"), Room.Size, 80, useFfmpeg));
        rig.Start();

        // The encoder's own process takes its time to start on a busy machine.
        rig.UntilShown(150);
        rig.End();
        var witness = new LeakWitness(rig.Room);
        RoomClip.Examine(folder.File("live.mp4"), witness);
        witness.AssertClean();
        var sights = witness.Sights;
        Assert.True(sights[0].IsSlate, "The recording does not begin on the slate.");
        Assert.True(sights[^1].IsSlate, "The recording does not end on the slate.");
        Assert.True(witness.Shown > 0, "The recording shows no picture.");
        Assert.Equal(["live.mp4"], folder.Files);
    }

    [Fact]
    public void Every_sink_sees_the_slate_until_the_first_frames_own_matte()
    {
        using var mayOpen = new ManualResetEvent(false);
        using var mayAnswer = new ManualResetEvent(false);
        using var rig = new LiveRig(104, inner =>
        {
            Assert.True(mayOpen.WaitOne(TimeSpan.FromSeconds(20)));
            return new FaultySegmenter(inner, (_, _, work) =>
            {
                Assert.True(mayAnswer.WaitOne(TimeSpan.FromSeconds(20)));
                work();
            });
        }).Start();
        rig.Until("frames come and the model is not there", () => rig.Source.Delivered > 10 && rig.Witness.Count > 10);
        Assert.Equal(0, rig.Witness.Shown);
        mayOpen.Set();
        rig.Until("frames come and the model does not answer", () => rig.Source.Delivered > 30 && rig.Witness.Count > 30);
        Assert.Equal(0, rig.Witness.Shown);
        Assert.Equal(0, rig.StreamWitness.Shown);
        mayAnswer.Set();
        rig.UntilShown();
        rig.End();
        Assert.All(rig.Witness.Sights.TakeWhile(sight => sight.IsSlate), sight =>
            Assert.Contains(sight.Slate, (SlateReason?[])[SlateReason.Starting, SlateReason.ModelLoading, SlateReason.SourceStalled, SlateReason.FrameTooOld]));
        Assert.True(rig.Witness.Sights.TakeWhile(sight => sight.IsSlate).Count() >= 20);
        Assert.True(rig.StreamWitness.Sights[0].IsSlate);
    }
}
