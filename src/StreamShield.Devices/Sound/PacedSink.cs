using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>Paces a sink that has no clock of its own.</summary>
internal sealed class PacedSink(ISoundSink inner, TimeProvider? time) : ISoundSink
{
    private readonly SoundPacer _pacer = new(time);

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public double LatencyMs => inner.LatencyMs;

    /// <inheritdoc/>
    public void Open()
    {
        inner.Open();
        _pacer.Begin();
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> block)
    {
        _pacer.Wait(block.Length);
        inner.Write(block);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pacer.Dispose();
        inner.Dispose();
    }
}
