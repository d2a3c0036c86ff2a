using System.Runtime.InteropServices;
using NAudio.Wave;

namespace StreamShield.Devices;

/// <summary>A queue as NAudio's players ask for it. Never ends: what is not there is silence.</summary>
internal sealed class QueueProvider(SampleQueue queue, WaveFormat format) : IWaveProvider
{
    /// <inheritdoc/>
    public WaveFormat WaveFormat => format;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        queue.TakeAtOnce(MemoryMarshal.Cast<byte, float>(buffer));
        return buffer.Length;
    }
}
