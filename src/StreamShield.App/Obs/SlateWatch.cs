using StreamShield.Core;

namespace StreamShield.App.Obs;

/// <summary>A sink that only notices whether it is given the slate: sees exactly what the viewers see, watchdog and panic button included.</summary>
internal sealed class SlateWatch(ShieldSignal signal) : ISink
{
    /// <inheritdoc/>
    public string Name => "OBS guard";

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame) => signal.Tell(!frame.IsSlate);

    /// <inheritdoc/>
    public void Complete() => signal.Tell(false);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
