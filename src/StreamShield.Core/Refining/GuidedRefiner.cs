namespace StreamShield.Core;

/// <summary>STUB.</summary>
public sealed class GuidedRefiner : IDisposable
{
    /// <summary>STUB.</summary>
    public GuidedRefiner(FrameSize size, int coarseWidth, int coarseHeight)
    {
    }

    /// <inheritdoc/>
    public void Refine(Frame frame, Matte coarse, Matte fine) => fine.Stamp(frame.Id);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
