using System.Runtime.InteropServices;
using NAudio.Wave;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>A queue as NAudio's players ask for it. Never ends: what is not there is silence.</summary>
/// <param name="queue">The queue.</param>
/// <param name="format">One channel of floats.</param>
/// <param name="onRead">Called on the player's thread after each time that it has asked.</param>
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
