using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Pulse;
using StreamShield.Tests.Devices.Sound;

namespace StreamShield.Tests.Contracts;

[Collection(PulseCollection.Name)]
public sealed class PulseContract(PulseServer server) : SoundEndpointContract
{
    protected override string? Missing => server.Missing;

    protected override bool IsLive => true;

    protected override ISoundSink MakeSink() => new PulseSink("TestCable");

    protected override ISoundSource MakeSource() => new PulseSource("cable.monitor");
}
