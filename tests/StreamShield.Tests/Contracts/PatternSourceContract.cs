using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(PatternSource))]
public sealed class PatternSourceContract : SourceContract
{
    protected override ISource Make(int frames) => new PatternSource(Size, 30, paced: false, frames: frames);
}
