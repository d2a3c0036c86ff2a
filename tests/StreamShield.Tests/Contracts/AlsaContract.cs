#if NAUDIO_ALSA
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.Sound;

namespace StreamShield.Tests.Contracts;

/// <summary>NAudio's own path to the same cable: ALSA with its pulse plug-in.</summary>
[Collection(PulseCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed partial class AlsaContract : SoundEndpointContract, IDisposable
{
    private readonly PulseServer _server;
    private readonly TempFolder _folder = new();

    public AlsaContract(PulseServer server)
    {
        _server = server;
        var file = _folder.File("asound.conf");
        File.WriteAllText(file, $$"""
            </usr/share/alsa/alsa.conf>
            pcm.shieldout { type pulse server "{{server.Address}}" device cable }
            pcm.shieldin { type pulse server "{{server.Address}}" device cable.monitor }
            pcm.shieldcable {
              type asym
              playback.pcm shieldout
              capture.pcm shieldin
              hint { show on description shieldcable }
            }
            """);
        // Native code does not see the variables that .NET sets.
        Assert.Equal(0, SetEnvironment("ALSA_CONFIG_PATH", file, 1));
    }

    protected override string? Missing => _server.Missing;

    protected override bool IsLive => true;

    public void Dispose() => _folder.Dispose();

    protected override ISoundSink MakeSink() => new AlsaSink("shieldcable");

    protected override ISoundSource MakeSource() => new AlsaSource("shieldcable");

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
#endif
