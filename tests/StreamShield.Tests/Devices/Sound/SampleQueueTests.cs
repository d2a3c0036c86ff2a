#if NAUDIO
using StreamShield.Devices;

namespace StreamShield.Tests.Devices.Sound;

/// <summary>The queue between NAudio's threads and ours.</summary>
public class SampleQueueTests
{
    [Fact]
    public void The_oldest_gives_way_and_what_lacks_is_silence()
    {
        var queue = new SampleQueue(4);
        queue.Put([1, 2, 3]);
        queue.Put([4, 5, 6]);
        var samples = new float[6];
        queue.TakeAtOnce(samples);
        Assert.Equal([3, 4, 5, 6, 0, 0], samples);
    }

    [Fact]
    public void An_end_ends_every_wait_with_its_first_reason()
    {
        var queue = new SampleQueue(4);
        queue.End("gone");
        queue.End("later");
        Assert.False(queue.Take(new float[2]));
        Assert.False(queue.PutAfter([1], 0));
        Assert.Equal("gone", queue.Ended);
    }
}
#endif
