using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>A sound API through which a machine's devices are reached.</summary>
internal interface ISoundFamily
{
    /// <summary>Capture devices; monitors of outputs are flagged.</summary>
    IReadOnlyList<SoundDevice> Microphones();

    /// <summary>Render devices.</summary>
    IReadOnlyList<SoundDevice> Outputs();

    /// <summary>Creates a source that looks up its device when opened; null is the default device.</summary>
    ISoundSource MakeSource(string? name);

    /// <summary>Creates a sink that looks up its device when opened.</summary>
    ISoundSink MakeSink(string name);
}
