using StreamShield.Core.Frames;

namespace StreamShield.App.Live;

/// <summary>Stands where no camera can be opened: viewers see the slate.</summary>
/// <param name="why">One sentence with cause and cure.</param>
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
