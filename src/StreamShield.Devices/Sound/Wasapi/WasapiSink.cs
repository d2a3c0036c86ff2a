using System.Runtime.Versioning;
using NAudio.Wave;
using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>A Windows output in shared mode: a virtual cable or a loudspeaker.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiSink(string name) : NAudioSink(name)
{
    private const int RequestedMs = 30;

    /// <inheritdoc/>
    public override double LatencyMs => RequestedMs + ((Waiting + SoundFormat.Part) * 1000.0 / SoundFormat.Rate);

    /// <inheritdoc/>
    protected override int Waiting => SoundFormat.Block;

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new WasapiFamily().Outputs();

    /// <inheritdoc/>
    protected override IDisposable Start(SoundDevice device, SampleQueue queue)
    {
        var stream = new WasapiStream(device.Name, queue);
        try
        {
            var player = new WasapiPlayerBuilder().WithDevice(stream.Device).WithSharedMode().WithEventSync().WithLatency(RequestedMs).WithMmcssThreadPriority().Build();
            stream.With(player);
            player.PlaybackStopped += (_, stopped) => Stopped(queue, stopped);
            player.Init(new QueueProvider(queue, Format));
            player.Play();
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
