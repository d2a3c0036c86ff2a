using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>Makes the hidden picture for each frame. The picture may depend only on what the effect promises to reveal: if it shows the room
/// (<see cref="Effect.ShowsRoom"/>), averages over whole cells of its grid; otherwise only the matte, the fully visible pixels and the settings. Owns
/// its picture and buffers. Not thread-safe.</summary>
public interface IObscurer : IDisposable
{
    /// <summary>Computes the hidden picture for this frame. Does not allocate.</summary>
    /// <param name="frame">The raw frame; read during the call only.</param>
    /// <param name="matte">The frame's fine matte, of the same size as the frame.</param>
    /// <param name="passed">Time since the frame before; without meaning for the first one.</param>
    /// <returns>A picture owned by the obscurer, valid until the next call.</returns>
    HiddenPicture Obscure(Frame frame, Matte matte, TimeSpan passed);
}
