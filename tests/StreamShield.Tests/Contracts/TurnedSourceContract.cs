using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.Contracts;

/// <summary>Turned twice, so that the numbers in the pictures can be read.</summary>
[Implementation(typeof(TurnedSource))]
public sealed class TurnedSourceContract : SourceContract
{
    protected override ISource Make(int frames)
    {
        var once = TurnedSource.Over(new PatternSource(Size, 30, paced: false, frames: frames), new Orientation(180, false));
        return TurnedSource.Over(once, new Orientation(180, false));
    }
}
