namespace StreamShield.Core;

/// <summary>STUB.</summary>
public sealed class Compositor : IDisposable
{
    /// <summary>STUB.</summary>
    public Compositor(FrameSize size)
    {
    }

    /// <summary>STUB.</summary>
    public void Compose(Frame frame, Matte matte, HiddenPicture hidden, ShieldedFrame output) => output.Stamp(frame.Id, frame.CapturedAt);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
