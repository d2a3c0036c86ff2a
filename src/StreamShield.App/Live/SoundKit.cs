using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.App.Live;

/// <summary>Where a live run's sound comes from and goes to: this machine's devices, or others in tests.</summary>
/// <param name="time">Paces files.</param>
internal sealed class SoundKit(TimeProvider time)
{
    /// <summary>Microphones, and monitors of outputs behind them.</summary>
    public Func<IReadOnlyList<SoundDevice>> Microphones { get; init; } = SoundDevices.Microphones;

    /// <summary>Outputs.</summary>
    public Func<IReadOnlyList<SoundDevice>> Outputs { get; init; } = SoundDevices.Outputs;

    /// <summary>Makes a source, not opened; null for the usual microphone.</summary>
    public Func<string?, ISoundSource> MakeSource { get; init; } = name => SoundDevices.MakeSource(name, time);

    /// <summary>Makes a sink, not opened.</summary>
    public Func<string, ISoundSink> MakeSink { get; init; } = name => SoundDevices.MakeSink(name, time);
}
