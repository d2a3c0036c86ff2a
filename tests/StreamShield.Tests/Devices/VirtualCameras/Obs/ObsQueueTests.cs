using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras.Obs;

namespace StreamShield.Tests.Devices.VirtualCameras.Obs;

/// <summary>The memory of the OBS Virtual Camera, byte by byte.</summary>
public sealed class ObsQueueTests : IDisposable
{
    private static readonly FrameSize Size = new(64, 34);
    private const int SlotBytes = 32 + (64 * 34 * 3 / 2);

    private readonly PlainMemory _memory = new(ObsQueue.Bytes(Size));

    [Theory]
    [InlineData(0, 96)]
    [InlineData(1, 96 + SlotBytes)]
    [InlineData(2, 96 + (2 * SlotBytes))]
    public void Slots_lie_at_multiples_of_32(int slot, long offset)
    {
        Assert.Equal(0, SlotBytes % 32);
        Assert.Equal(offset, ObsQueue.SlotOffset(Size, slot));
    }

    [Fact]
    public void A_slot_that_is_no_multiple_of_32_is_rounded_up()
    {
        var odd = new FrameSize(34, 32);
        // Pictures of 1632, 1728 and 1836 bytes with headers of 32: the last is no multiple.
        Assert.Equal(96 + 1664, ObsQueue.SlotOffset(odd, 1));
        Assert.Equal(96 + (3 * 1760), ObsQueue.Bytes(new FrameSize(36, 32)));
        Assert.Equal(96 + (3 * 1888), ObsQueue.Bytes(new FrameSize(36, 34)));
    }

    [Fact]
    public void The_header_says_size_rate_and_slots()
    {
        Queue();
        Assert.Equal(0u, _memory.Number(0));
        Assert.Equal(0u, _memory.Number(4));
        Assert.Equal(ObsQueue.Starting, _memory.Number(8));
        Assert.Equal([96u, 96u + SlotBytes, 96u + (2 * SlotBytes)], [_memory.Number(12), _memory.Number(16), _memory.Number(20)]);
        Assert.Equal([0u, 64u, 34u], [_memory.Number(24), _memory.Number(28), _memory.Number(32)]);
        Assert.Equal(333_333u, _memory.Number(40));
        Assert.All(_memory.Span[44..80].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Pictures_go_round_the_slots_beginning_with_the_second()
    {
        var queue = Queue();
        for (byte number = 1; number <= 7; number++)
        {
            using var picture = TestPictures.Solid(Size, number, 90, 200);
            queue.Write(picture, number * 1000u);

            var slot = (int)ObsQueue.SlotOffset(Size, number % 3);
            Assert.Equal([(uint)number, number, ObsQueue.Ready], [_memory.Number(0), _memory.Number(4), _memory.Number(8)]);
            Assert.Equal(number * 1000u, _memory.Number(slot));
            Assert.True(_memory.Span.Slice(slot + 32, Size.Nv12Bytes).SequenceEqual(picture.Nv12));
        }
    }

    [Fact]
    public void Stopping_is_said()
    {
        var queue = Queue();
        queue.Stop();
        Assert.Equal(3u, _memory.Number(8));
        Assert.Equal(ObsQueue.Stopping, queue.State);
    }

    [Fact]
    public void A_queue_of_another_size_is_told_apart()
    {
        Assert.True(Queue().Fits);
        Assert.False(new ObsQueue(_memory.Address, new FrameSize(34, 64)).Fits);
    }

    public void Dispose() => _memory.Free();

    private ObsQueue Queue()
    {
        var queue = new ObsQueue(_memory.Address, Size);
        queue.Begin(30);
        return queue;
    }
}
