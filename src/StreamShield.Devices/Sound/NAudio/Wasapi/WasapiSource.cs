using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NAudio.CoreAudioApi;
using NAudio.Wave;

namespace StreamShield.Devices;

/// <summary>A microphone of Windows, shared with other programs.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiSource(string? name) : NAudioSource(name)
{
    private const int BufferMs = 20;

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
            recorder.DataAvailable += (bytes, flags, _, _) => Put(queue, bytes, flags);
            recorder.RecordingStopped += (_, stopped) => Stopped(queue, stopped);
            recorder.StartRecording();
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A silent packet's bytes mean nothing.</summary>
    private static void Put(SampleQueue queue, ReadOnlySpan<byte> bytes, AudioClientBufferFlags flags)
    {
        var samples = MemoryMarshal.Cast<byte, float>(bytes);
        if (!flags.HasFlag(AudioClientBufferFlags.Silent))
        {
            queue.Put(samples);
            return;
        }

        ReadOnlySpan<float> silence = stackalloc float[64];
        for (var left = samples.Length; left > 0; left -= silence.Length)
        {
            queue.Put(silence[..Math.Min(left, silence.Length)]);
        }
    }
}
