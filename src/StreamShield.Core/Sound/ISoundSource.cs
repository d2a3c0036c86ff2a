using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>A source of sound: a microphone, a file. The device's clock sets the pace: <see cref="Read"/> waits for a full block.</summary>
public interface ISoundSource : ISoundDevice
{
    /// <summary>Reads the next block, mixed down to one channel.</summary>
    /// <param name="block">Receives <see cref="SoundFormat.Block"/> samples. The end of a file is padded with silence.</param>
    /// <returns>False when the sound has ended.</returns>
    /// <exception cref="InvalidOperationException">The device is not open.</exception>
    /// <exception cref="ShieldException">The device is lost: <see cref="ISoundDevice.Open"/> tries again.</exception>
    bool Read(Span<float> block);
}
