using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>Paces a source that has no clock of its own.</summary>
internal sealed class PacedSource(ISoundSource inner, TimeProvider? time) : ISoundSource
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
    public bool Read(Span<float> block)
    {
        _pacer.Wait(block.Length);
        return inner.Read(block);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pacer.Dispose();
        inner.Dispose();
    }
}
