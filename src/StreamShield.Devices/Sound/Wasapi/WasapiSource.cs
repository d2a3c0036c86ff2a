using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NAudio.Wave;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>A Windows microphone in shared mode.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiSource(string? name) : NAudioSource(name)
{
    private const int BufferMs = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override double LatencyMs => BufferMs / 2;

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new WasapiFamily().Microphones();

    /// <inheritdoc/>
    protected override IDisposable Start(SoundDevice device, SampleQueue queue)
    {
        var stream = new WasapiStream(device.Name, queue);
        try
        {
            var recorder = new WasapiRecorderBuilder().WithDevice(stream.Device).WithSharedMode().WithEventSync().WithFormat(Format)
                .WithBufferLength(BufferMs).WithMmcssThreadPriority().Build();
            stream.With(recorder);
            recorder.DataAvailable += (bytes, _, _, _) => queue.Put(MemoryMarshal.Cast<byte, float>(bytes));
            recorder.RecordingStopped += (_, stopped) => Stopped(queue, stopped);
            recorder.StartRecording();
            // NAudio misses a stop request that comes before its thread runs; Dispose would then wait forever.
            SpinWait.SpinUntil(() => recorder.CaptureState != CaptureState.Starting, Patience);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
