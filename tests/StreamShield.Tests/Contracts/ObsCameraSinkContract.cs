using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

public sealed class ObsCameraSinkContract : SinkContract
{
    private readonly PlainMemory _memory = new(ObsQueue.Bytes(Size));

    protected override ISink Make(TempFolder folder) => new ObsCameraSink(Size, 30, _ => _memory);

    protected override void CleanUp() => _memory.Free();
}
