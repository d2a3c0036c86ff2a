using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

public sealed class LoopbackSinkI420Contract : SinkContract
{
    protected override ISink Make(TempFolder folder) => new LoopbackSink("camera", Size, () => new FakeLoopback(LoopbackPixels.I420));
}
