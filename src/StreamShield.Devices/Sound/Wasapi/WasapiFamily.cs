using System.Runtime.Versioning;
using NAudio.CoreAudioApi;
using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>The sound devices of Windows, through WASAPI.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiFamily : ISoundFamily
{
    /// <inheritdoc/>
    public IReadOnlyList<SoundDevice> Microphones() => List(DataFlow.Capture);

    /// <inheritdoc/>
    public IReadOnlyList<SoundDevice> Outputs() => List(DataFlow.Render);

    /// <inheritdoc/>
    public ISoundSource MakeSource(string? name) => new WasapiSource(name);

    /// <inheritdoc/>
    public ISoundSink MakeSink(string name) => new WasapiSink(name);

    private static List<SoundDevice> List(DataFlow flow)
    {
        using var enumerator = new MMDeviceEnumerator();
        var defaultId = "";
        if (enumerator.HasDefaultAudioEndpoint(flow, Role.Communications))
        {
            using var device = enumerator.GetDefaultAudioEndpoint(flow, Role.Communications);
            defaultId = device.ID;
        }

        var devices = new List<SoundDevice>();
        using var all = enumerator.EnumerateAudioEndPoints(flow, DeviceState.Active);
        for (var i = 0; i < all.Count; i++)
        {
            using var device = all[i];
            devices.Add(new SoundDevice(device.ID, device.FriendlyName, device.ID == defaultId));
        }

        return devices;
    }
}
