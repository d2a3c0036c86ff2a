using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

public sealed class MemorySinkContract : SinkContract
{
    protected override ISink Make(TempFolder folder) => new MemorySink(Size, 3);
}
