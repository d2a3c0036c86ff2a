using System.Runtime.Versioning;
using NAudio.Wave.Alsa;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>The sound devices of Linux through ALSA, which has PulseAudio and PipeWire as plug-ins.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AlsaFamily : ISoundFamily
{
    private const string Usual = "default";

    /// <inheritdoc/>
    public IReadOnlyList<SoundDevice> Microphones() => List(AlsaDeviceEnumerator.GetCaptureDevices());

    /// <inheritdoc/>
    public IReadOnlyList<SoundDevice> Outputs() => List(AlsaDeviceEnumerator.GetPlaybackDevices());

    /// <inheritdoc/>
    public ISoundSource MakeSource(string? name) => new AlsaSource(name);

    /// <inheritdoc/>
    public ISoundSink MakeSink(string name) => new AlsaSink(name);

    private static SoundDevice[] List(IReadOnlyList<AlsaDeviceInfo> devices) =>
        [.. devices.Select(device => new SoundDevice(device.Name, device.Description.ReplaceLineEndings(", ") is { Length: > 0 } text ? text : device.Name, device.Name == Usual))];
}
