using StreamShield.Devices.Sound.Wasapi;

namespace StreamShield.Tests.Devices.Sound.Wasapi;

/// <summary>The queue between NAudio's threads and ours.</summary>
public class SampleQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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

    [Fact]
    public async Task Whoever_waits_goes_on_with_what_comes_and_with_the_end()
    {
        var queue = new SampleQueue(4);
        var block = new float[2];
        var reading = Task.Run(() => queue.Take(block));
        queue.Put([1]);
        queue.Put([2]);
        Assert.True(await reading.WaitAsync(Patience));
        Assert.Equal([1, 2], block);

        queue.Put([3, 4]);
        var writing = Task.Run(() => queue.PutAfter([5], 1));
        queue.TakeAtOnce(block);
        Assert.True(await writing.WaitAsync(Patience));

        reading = Task.Run(() => queue.Take(block));
        queue.End("gone");
        Assert.False(await reading.WaitAsync(Patience));
    }
}
