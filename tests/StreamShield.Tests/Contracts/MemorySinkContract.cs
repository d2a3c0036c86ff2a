using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(MemorySink))]
public sealed class MemorySinkContract : PictureSinkContract
{
    protected override ISink Make(TempFolder folder, FrameSize size) => new MemorySink(size, 3);

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        using var copy = new ShieldedFrame(size);
        Assert.True(((MemorySink)sink).TryCopy(copy));
        return copy.Luma.ToArray();
    }
}
