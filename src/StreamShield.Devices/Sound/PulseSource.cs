using System.Runtime.InteropServices;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>A microphone of PulseAudio or PipeWire, through <c>parec</c>.</summary>
internal sealed class PulseSource(string? name) : PulseEndpoint(name, "microphone"), ISoundSource
{
    private const int AskedMs = 10;

    /// <summary>What the server keeps, and half a block on the way.</summary>
    public override double LatencyMs => AskedMs + 5;

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var output = Client.Output;
        try
        {
            output.ReadExactly(MemoryMarshal.AsBytes(block));
            return true;
        }
        catch (Exception e) when (e is EndOfStreamException or IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new PulseFamily().Microphones();

    /// <inheritdoc/>
    protected override PulseClient Start(string device) => PulseClient.Carry("parec", device, 1, AskedMs);
}
