using StreamShield.Core.Frames;

namespace StreamShield.App.Live;

/// <summary>A source for builds that cannot open cameras: viewers see the slate.</summary>
/// <param name="why">Error message with cause and cure.</param>
internal sealed class NoSource(string why) : ISource
{
    /// <inheritdoc/>
    public string Name => "no camera";

    /// <inheritdoc/>
    public SourceFormat Open() => throw new ShieldException(SlateReason.SourceMissing, why);

    /// <inheritdoc/>
    public bool Read(Frame frame) => throw new ShieldException(SlateReason.SourceMissing, why);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
