namespace StreamShield.Core.Frames;

/// <summary>Something that delivers raw frames: a webcam, a clip, a test pattern. Used from the capture thread only.</summary>
public interface ISource : IDisposable
{
    /// <summary>What it is, for people: "webcam 0 (Logitech C920)", "clip demo.mp4".</summary>
    string Name { get; }

    /// <summary>A word that must be seen in the picture that goes out, such as DEMO; null for none.</summary>
    string? Label => null;

    /// <summary>Opens, or opens again after a failure. Closes what was open before.</summary>
    /// <returns>What the device or file really gives.</returns>
    /// <exception cref="ShieldException">Missing, busy, broken: reason and sentence.</exception>
    SourceFormat Open();

    /// <summary>
    /// Waits for the next picture and copies it into <paramref name="frame"/>, letterboxed where its size or shape differs, any channel count made BGR.
    /// Does not stamp it. Live sources pace themselves.
    /// </summary>
    /// <returns>False at the end of a source that ends.</returns>
    /// <exception cref="ShieldException">Lost or stalled.</exception>
    bool Read(Frame frame);
}
