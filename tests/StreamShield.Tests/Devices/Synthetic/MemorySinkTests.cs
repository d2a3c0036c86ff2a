using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Devices.Synthetic;

public sealed class MemorySinkTests
{
    private static readonly FrameSize Size = new(32, 32);

    [Fact]
    public void Keeps_the_newest_pictures_and_tells_of_each()
    {
        var seen = new List<long>();
        using var sink = new MemorySink(Size, 3, picture => seen.Add(picture.FrameId));
        using var frame = new ShieldedFrame(Size);
        using var copy = new ShieldedFrame(Size);
        Assert.False(sink.TryCopy(copy));
        for (var i = 1; i <= 5; i++)
        {
            TestPictures.Fill(frame, (byte)(i * 10), 128, 128, i);
            sink.Write(frame);
        }

        Assert.Equal([1, 2, 3, 4, 5], seen);
        Assert.Equal((5, 3), (sink.Written, sink.Kept));
        for (var age = 0; age < 3; age++)
        {
            Assert.True(sink.TryCopy(copy, age));
            Assert.Equal(5 - age, copy.FrameId);
            Assert.Equal((5 - age) * 10, copy.Luma[0]);
        }

        Assert.False(sink.TryCopy(copy, 3));
    }
}
