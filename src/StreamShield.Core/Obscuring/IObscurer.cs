using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>
/// Makes the hidden picture of each frame. Its answer may use only what the effect promises to reveal: blur and pixelate nothing but averages over whole cells of their grid;
/// decoy, solid and image nothing but the matte, the fully visible pixels and the settings. Owns its picture and buffers; used from one thread.
/// </summary>
public interface IObscurer : IDisposable
{
    /// <summary>Computes the hidden picture of this frame. Allocates nothing.</summary>
    /// <param name="frame">The raw frame; read only here.</param>
    /// <param name="matte">The frame's fine matte, same size as the frame.</param>
    /// <returns>The obscurer's own picture, valid until the next call.</returns>
    HiddenPicture Obscure(Frame frame, Matte matte);
}
