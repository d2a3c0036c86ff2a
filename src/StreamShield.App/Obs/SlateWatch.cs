using StreamShield.Core.Frames;

namespace StreamShield.App.Obs;

/// <summary>A sink that only notices whether it is given the slate: sees exactly what the viewers see, watchdog and panic button included.</summary>
/// <param name="size">Size of every picture.</param>
/// <param name="signal">Told what is seen.</param>
internal sealed class SlateWatch(FrameSize size, ShieldSignal signal) : ISink
{
    private bool _completed;

    /// <inheritdoc/>
    public string Name => "OBS guard";

    /// <inheritdoc/>
    public bool IsForViewers => false;

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Size != size)
        {
            throw new ArgumentException($"A picture of {frame.Size} came where {size} is shown.", nameof(frame));
        }

        if (_completed)
        {
            throw new InvalidOperationException("The watch was completed.");
        }

        signal.Tell(!frame.IsSlate);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _completed = true;
        signal.Tell(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
