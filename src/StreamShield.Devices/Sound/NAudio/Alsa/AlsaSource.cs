using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NAudio.Wave.Alsa;

namespace StreamShield.Devices;

/// <summary>A microphone through ALSA.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AlsaSource(string? name) : NAudioSource(name)
{
    /// <summary>NAudio reads 1024 samples at a time.</summary>
    public override double LatencyMs => 21;

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new AlsaFamily().Microphones();

    /// <inheritdoc/>
    protected override IDisposable Start(SoundDevice device, SampleQueue queue)
    {
        var recorder = new AlsaIn(device.Name) { WaveFormat = Format };
        try
        {
            var stream = new AlsaStream(recorder, recorder.StopRecording);
            recorder.DataAvailable += (_, data) =>
            {
                queue.Put(MemoryMarshal.Cast<byte, float>(data.Buffer.AsSpan(0, data.BytesRecorded)));
                stream.OnPeriod();
            };
            recorder.RecordingStopped += (_, stopped) =>
            {
                Stopped(queue, stopped);
                stream.OnStopped();
            };
            recorder.StartRecording();
            return stream;
        }
        catch
        {
            recorder.Dispose();
            throw;
        }
    }
}
