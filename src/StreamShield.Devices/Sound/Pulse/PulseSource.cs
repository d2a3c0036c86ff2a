using System.Runtime.InteropServices;
using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>A microphone of PulseAudio or PipeWire, through <c>parec</c>.</summary>
internal sealed class PulseSource(string? name) : PulseEndpoint(name, "microphone"), ISoundSource
{
    private const int AskedMs = 10;
    private const double Smoothing = 0.02;

    private const int Channels = 2;

    private readonly ChannelFold _fold = new();
    private double _waitingMs;

    /// <inheritdoc/>
    public override string Name => base.Name + _fold.Words;

    /// <summary>What the server keeps, as it says, half of what was asked for until then; and what has come by the time a block is full and does not belong to it.</summary>
    public override double LatencyMs => (SaidMs is var said && double.IsNaN(said) ? AskedMs / 2.0 : Math.Max(0, said)) + Volatile.Read(ref _waitingMs);

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var output = Client.Output;
        try
        {
            var stereo = _fold.Sides(block.Length);
            output.ReadExactly(MemoryMarshal.AsBytes(stereo));
            _fold.Fold(stereo, block);
            // What has piled up while nobody read is a backlog, which the shield takes care of.
            var waiting = Math.Min(PulsePipe.Waiting(output) / (Channels * sizeof(float)) * 1000.0 / SoundFormat.Rate, AskedMs);
            Volatile.Write(ref _waitingMs, _waitingMs + (Smoothing * (waiting - _waitingMs)));
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
    protected override PulseClient Start(string device) => PulseClient.Carry("parec", device, Channels, AskedMs);
}
