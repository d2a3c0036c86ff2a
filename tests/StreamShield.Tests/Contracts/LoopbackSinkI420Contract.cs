using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(LoopbackSink))]
public sealed class LoopbackSinkI420Contract : PictureSinkContract
{
    private readonly FakeLoopback _device = new(LoopbackPixels.I420);

    protected override ISink Make(TempFolder folder, FrameSize size) => new LoopbackSink("camera", size, () => _device);

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        Assert.Equal(size.Pixels * 3 / 2, _device.Last.Length);
        return _device.Last[..size.Pixels].ToArray();
    }
}
