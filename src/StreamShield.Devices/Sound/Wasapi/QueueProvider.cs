using System.Runtime.InteropServices;
using NAudio.Wave;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>Adapts a queue to NAudio's players. Never ends: missing samples are silence.</summary>
/// <param name="queue">The queue.</param>
/// <param name="format">Mono, 32-bit float.</param>
/// <param name="onRead">Called on the player's thread after each read.</param>
internal sealed class QueueProvider(SampleQueue queue, WaveFormat format, Action? onRead = null) : IWaveProvider
{
    /// <inheritdoc/>
    public WaveFormat WaveFormat => format;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        queue.TakeAtOnce(MemoryMarshal.Cast<byte, float>(buffer));
        onRead?.Invoke();
        return buffer.Length;
    }
}
