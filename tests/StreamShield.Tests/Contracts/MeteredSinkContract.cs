using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(MeteredSink))]
public sealed class MeteredSinkContract : PictureSinkContract
{
    private MemorySink? _inner;

    protected override ISink Make(TempFolder folder, FrameSize size) => new MeteredSink(_inner = new MemorySink(size, 3), TimeProvider.System);

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        using var copy = new ShieldedFrame(size);
        Assert.True(_inner!.TryCopy(copy));
        return copy.Luma.ToArray();
    }
}
