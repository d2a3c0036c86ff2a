using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

/// <summary>With a receiver, for without one nothing is converted.</summary>
public sealed class UnityCaptureSinkContract : SinkContract
{
    private readonly FakeReceiver _receiver = new(Size);

    protected override ISink Make(TempFolder folder) => new UnityCaptureSink(Size, () => _receiver);

    protected override void CleanUp() => _receiver.Memory.Free();
}
