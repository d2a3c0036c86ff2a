using StreamShield.Core.Frames;

namespace StreamShield.App.Obs;

/// <summary>A sink that only checks whether it receives the slate. It gets exactly what viewers get, watchdog and panic included.</summary>
/// <param name="size">Size of the pictures.</param>
/// <param name="signal">Set to what this sink receives.</param>
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
