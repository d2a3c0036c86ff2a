using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(DemoSource))]
public sealed class DemoSourceContract : SourceContract
{
    protected override ISource Make(int frames) => new DemoSource(new PatternSource(Size, 30, paced: false, frames: frames));
}
