using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>An output through NAudio.</summary>
internal abstract class NAudioSink(string wanted) : NAudioEndpoint(wanted, "sound output", channels: 1), ISoundSink
{
    /// <summary>Samples that may wait for the device in addition to the block being written.</summary>
    protected abstract int Waiting { get; }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> block)
    {
        if (!Queue.PutAfter(block, Waiting))
        {
            throw Lost();
        }
    }
}
