using StreamShield.Core.Frames;

namespace StreamShield.App.Live;

/// <summary>The demo clip in place of a camera. The picture, the page and the terminal say that it is one.</summary>
/// <param name="clip">Becomes owned.</param>
internal sealed class DemoSource(ISource clip) : ISource
{
    /// <inheritdoc/>
    public string Name => "demo clip";

    /// <inheritdoc/>
    public string? Label => "DEMO";

    /// <inheritdoc/>
    public SourceFormat Open() => clip.Open();

    /// <inheritdoc/>
    public bool Read(Frame frame) => clip.Read(frame);

    /// <inheritdoc/>
    public void Dispose() => clip.Dispose();
}
