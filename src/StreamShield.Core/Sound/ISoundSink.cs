using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>A destination for shielded sound: a virtual cable, a loudspeaker, a file. The device's clock sets the pace: <see cref="Write"/> waits
/// while its queue is full.</summary>
public interface ISoundSink : ISoundDevice
{
    /// <summary>Writes one block or part of one. Devices with more channels play it on each.</summary>
    /// <param name="block">At most <see cref="SoundFormat.Block"/> samples.</param>
    /// <exception cref="InvalidOperationException">The device is not open.</exception>
    /// <exception cref="ShieldException">The device is lost: <see cref="ISoundDevice.Open"/> tries again.</exception>
    void Write(ReadOnlySpan<float> block);
}
