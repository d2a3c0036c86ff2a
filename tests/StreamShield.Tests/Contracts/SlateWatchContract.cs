using StreamShield.App.Obs;
using StreamShield.Core.Frames;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(SlateWatch))]
public sealed class SlateWatchContract : SinkContract
{
    protected override ISink Make(TempFolder folder, FrameSize size) => new SlateWatch(size, new ShieldSignal());
}
