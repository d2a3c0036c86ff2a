using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(LoopbackSink))]
public sealed class LoopbackSinkYuyvContract : PictureSinkContract
{
    private readonly FakeLoopback _device = new(LoopbackPixels.Yuyv);

    protected override ISink Make(TempFolder folder, FrameSize size) => new LoopbackSink("camera", size, () => _device);

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        Assert.Equal(size.Pixels * 2, _device.Last.Length);
        return [.. Enumerable.Range(0, size.Pixels).Select(i => _device.Last[i * 2])];
    }
}
