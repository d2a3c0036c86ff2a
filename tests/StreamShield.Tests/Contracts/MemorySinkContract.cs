using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

public sealed class MemorySinkContract : SinkContract
{
    private MemorySink? _sink;

    protected override ISink Make(TempFolder folder, FrameSize size) => _sink = new MemorySink(size, 3);

    protected override byte[]? Seen(FrameSize size)
    {
        using var copy = new ShieldedFrame(size);
        Assert.True(_sink!.TryCopy(copy));
        return copy.Luma.ToArray();
    }
}
