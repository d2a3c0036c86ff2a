using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Files;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

public sealed class WavContract : SoundEndpointContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override bool IsLive => false;

    public void Dispose() => _folder.Dispose();

    protected override ISoundSink MakeSink() => new WavSink(_folder.File("sound.wav"));

    protected override ISoundSource MakeSource()
    {
        if (!File.Exists(_folder.File("sound.wav")))
        {
            using var empty = new WavSink(_folder.File("sound.wav"));
            empty.Open();
        }

        return new WavSource(_folder.File("sound.wav"));
    }
}
