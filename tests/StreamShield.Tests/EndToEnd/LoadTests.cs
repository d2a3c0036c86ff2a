using System.Collections.Concurrent;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>A shield that is too slow drops frames and never shows an old one.</summary>
[Collection(EndToEndTests.Name)]
public sealed class LoadTests
{
    [Fact]
    public void While_the_model_is_busy_frames_are_dropped_and_the_newest_is_next()
    {
        const int Missed = 12;
        var calls = new ConcurrentQueue<long>();
        RoomSource? source = null;
        using var rig = new LiveRig(1301, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            calls.Enqueue(frame.Id);
            var until = frame.Id + Missed;
            using var never = new ManualResetEvent(false);
            while (frame.Id % 2 == 0 && source!.Delivered < until)
            {
                never.WaitOne(1);
            }

            work();
        }));
        source = rig.Source;
        rig.Start();
        rig.Until("the model was slow a few times", () => calls.Count > 12);
        rig.End();
        var seen = calls.ToArray();
        var afterSlow = seen.Zip(seen.Skip(1)).Where(pair => pair.First % 2 == 0).ToArray();
        Assert.NotEmpty(afterSlow);
        Assert.All(afterSlow, pair => Assert.True(pair.Second >= pair.First + Missed - 1, $"After frame {pair.First} came {pair.Second}, which was not the newest."));
        Assert.True(rig.Session.Counters.Dropped >= Missed - 2, $"{rig.Session.Counters}");
        Assert.Equal(rig.ShownIds.Order(), rig.ShownIds);
    }

    /// <summary>Both frames are old when the model answers: the one it was busy with, and the one that waited. Neither is shown.</summary>
    [Fact]
    public void Frames_that_became_too_old_are_the_slate()
    {
        using var answer = new ManualResetEvent(false);
        using var deliver = new ManualResetEvent(false);
        var slow = new Chosen();
        using var rig = new LiveRig(1302, inner => new FaultySegmenter(inner, (frame, _, work) =>
        {
            if (slow.Takes(frame.Id))
            {
                answer.WaitOne(TimeSpan.FromSeconds(20));
            }

            work();
        }));
        rig.Source.OnDrawn = number => !slow.Done || number < slow.Ids[0] + 2 || deliver.WaitOne(TimeSpan.FromSeconds(20));
        rig.GoLive();
        var before = rig.Session.Counters.TooOld;
        slow.Next(1);
        rig.Until("one waits behind the slow one", () => slow.Done && rig.Source.Delivered > slow.Ids[0]);
        rig.UntilSlate(SlateReason.NoPictures);
        var (first, last) = (slow.Ids[0], rig.Source.Delivered);
        answer.Set();
        rig.Until("both old frames are counted", () => rig.Session.Counters.TooOld >= before + 2);
        rig.UntilSlate(SlateReason.SourceStalled);
        deliver.Set();
        rig.UntilShown();
        rig.End();
        Assert.DoesNotContain(rig.ShownIds, id => id >= first && id <= last);
    }
}
