using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>One way to the sound devices of a machine.</summary>
internal interface ISoundFamily
{
    /// <summary>Microphones; monitors are marked.</summary>
    IReadOnlyList<SoundDevice> Microphones();

    /// <summary>Outputs.</summary>
    IReadOnlyList<SoundDevice> Outputs();

    /// <summary>A source that looks its device up when it is opened.</summary>
    ISoundSource MakeSource(string? name);

    /// <summary>A sink that looks its device up when it is opened.</summary>
    ISoundSink MakeSink(string name);
}
