namespace StreamShield.Core;

/// <summary>
/// Makes the hidden picture of one frame. Its answer may use only what the effect's strength promises to reveal: of the frame, nothing but
/// averages over whole cells of its grid.
/// </summary>
public interface IObscurer
{
    /// <summary>Computes the hidden picture of this frame. Allocates nothing.</summary>
    /// <param name="frame">The raw frame; read only here.</param>
    /// <param name="matte">The frame's fine matte, same size as the frame.</param>
    /// <param name="hidden">Receives the hidden picture.</param>
    void Obscure(Frame frame, Matte matte, HiddenPicture hidden);
}
