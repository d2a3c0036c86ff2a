using System.Runtime.Versioning;
using NAudio.Wave.Alsa;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>An output through ALSA.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AlsaSink(string name) : NAudioSink(name)
{
    private const int PeriodSamples = 1024;
    private const int Periods = 4;

    /// <summary>NAudio keeps four periods of 1024 samples in the device.</summary>
    public override double LatencyMs => (Waiting + (Periods * PeriodSamples)) * 1000.0 / SoundFormat.Rate;

    /// <summary>The device asks for a whole period at once.</summary>
    protected override int Waiting => PeriodSamples;

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new AlsaFamily().Outputs();

    /// <inheritdoc/>
    protected override IDisposable Start(SoundDevice device, SampleQueue queue)
    {
        var player = new AlsaOut(device.Name);
        try
        {
            var stream = new AlsaStream(player, player.Stop);
            player.PlaybackStopped += (_, stopped) =>
            {
                Stopped(queue, stopped);
                stream.OnStopped();
            };
            player.Init(new QueueProvider(queue, Format, stream.OnPeriod));
            player.Play();
            return stream;
        }
        catch
        {
            player.Dispose();
            throw;
        }
    }
}
