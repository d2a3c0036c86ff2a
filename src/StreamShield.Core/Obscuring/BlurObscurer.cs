namespace StreamShield.Core;

/// <summary>STUB while the contracts settle.</summary>
public sealed class BlurObscurer : IObscurer
{
    /// <summary>Blur.</summary>
    public BlurObscurer(FrameSize size, int strength)
    {
        _ = size;
        _ = strength;
    }

    /// <inheritdoc/>
    public void Obscure(Frame frame, Matte matte, HiddenPicture hidden) => new SolidObscurer().Obscure(frame, matte, hidden);
}
