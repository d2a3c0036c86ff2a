using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.App.Live;

/// <summary>Creates the sound devices of a live run: this machine's, or replacements in tests.</summary>
/// <param name="time">The clock that paces files.</param>
internal sealed class SoundKit(TimeProvider time)
{
    /// <summary>Lists capture devices: microphones first, then the monitors of outputs.</summary>
    public Func<IReadOnlyList<SoundDevice>> Microphones { get; init; } = SoundDevices.Microphones;

    /// <summary>Lists render devices.</summary>
    public Func<IReadOnlyList<SoundDevice>> Outputs { get; init; } = SoundDevices.Outputs;

    /// <summary>Creates a source without opening it; null is the default microphone.</summary>
    public Func<string?, ISoundSource> MakeSource { get; init; } = name => SoundDevices.MakeSource(name, time);

    /// <summary>Creates a sink without opening it.</summary>
    public Func<string, ISoundSink> MakeSink { get; init; } = name => SoundDevices.MakeSink(name, time);
}
