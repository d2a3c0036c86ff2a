namespace StreamShield.Core.Frames;

/// <summary>A source of raw frames: a webcam, a clip, a test pattern. Used by the capture thread only.</summary>
public interface ISource : IDisposable
{
    /// <summary>Name shown to people: "webcam 0 (Logitech C920)", "clip demo.mp4".</summary>
    string Name { get; }

    /// <summary>A word that has to be drawn on the pictures that go out, such as DEMO; null for none.</summary>
    string? Label => null;

    /// <summary>Opens the source, or opens it again after a failure. Closes whatever was open before.</summary>
    /// <returns>What the device or file actually delivers.</returns>
    /// <exception cref="ShieldException">Missing, busy or broken.</exception>
    SourceFormat Open();

    /// <summary>Waits for the next picture and copies it into <paramref name="frame"/> as BGR, letterboxed where its size or shape differs. Does not
    /// stamp the frame. Live sources pace themselves.</summary>
    /// <returns>False at the end of a source that has one.</returns>
    /// <exception cref="ShieldException">Lost or stalled.</exception>
    bool Read(Frame frame);
}
