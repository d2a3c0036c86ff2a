namespace StreamShield.Core;

/// <summary>STUB.</summary>
public sealed class Slate(FrameSize size)
{
    /// <summary>STUB.</summary>
    public ShieldedFrame Make(SlateReason reason, string detail) => new(size);

    /// <summary>STUB.</summary>
    public void Draw(SlateReason reason, string detail, ShieldedFrame target) => target.Blacken();
}
