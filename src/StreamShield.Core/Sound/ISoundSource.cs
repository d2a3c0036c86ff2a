using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>Where sound comes from: a microphone, a file. The device's clock paces it: <see cref="Read"/> waits until a block is there.</summary>
public interface ISoundSource : ISoundDevice
{
    /// <summary>Reads the next block, whatever the device gives folded into one channel.</summary>
    /// <param name="block">Filled to its end: <see cref="SoundFormat.Block"/> samples; the end of a file is padded with silence.</param>
    /// <returns>False when the sound has ended.</returns>
    /// <exception cref="InvalidOperationException">Not open.</exception>
    /// <exception cref="ShieldException">The device is lost: <see cref="ISoundDevice.Open"/> tries again.</exception>
    bool Read(Span<float> block);
}
