using StreamShield.Core.Frames;

namespace StreamShield.App.Live;

/// <summary>The demo clip in place of a camera, labelled as such in the picture, on the page and in the terminal.</summary>
/// <param name="clip">The clip; this object takes ownership.</param>
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
