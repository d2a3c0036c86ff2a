using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>Where shielded sound goes: a virtual cable, a loudspeaker, a file. The device's clock paces it: <see cref="Write"/> waits while its queue is full.</summary>
public interface ISoundSink : ISoundDevice
{
    /// <summary>Writes one block or a part of it; devices with more channels get it on each.</summary>
    /// <param name="block">At most <see cref="SoundFormat.Block"/> samples.</param>
    /// <exception cref="InvalidOperationException">Not open.</exception>
    /// <exception cref="ShieldException">The device is lost: <see cref="ISoundDevice.Open"/> tries again.</exception>
    void Write(ReadOnlySpan<float> block);
}
