using System.Runtime.InteropServices;
using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>A microphone of PulseAudio or PipeWire, through <c>parec</c>.</summary>
internal sealed class PulseSource(string? name) : PulseEndpoint(name, "microphone"), ISoundSource
{
    private const int RequestedMs = 10;
    private const double Smoothing = 0.02;

    private const int Channels = 2;

    private readonly ChannelFold _fold = new();
    private double _waitingMs;

    /// <inheritdoc/>
    public override string Name => base.Name + _fold.Words;

    /// <summary>
    /// The server's latency as reported (until then, half the requested one), plus the sound that is waiting in the pipe by the time a block is complete.
    /// </summary>
    public override double LatencyMs => (ReportedMs is var reported && double.IsNaN(reported) ? RequestedMs / 2.0 : Math.Max(0, reported)) + Volatile.Read(ref _waitingMs);

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var output = Client.Output;
        try
        {
            var stereo = _fold.Sides(block.Length);
            output.ReadExactly(MemoryMarshal.AsBytes(stereo));
            _fold.Fold(stereo, block);
            // More than this is a backlog from a time when nobody read; the sound shield handles that.
            var waiting = Math.Min(PulsePipe.Waiting(output) / (Channels * sizeof(float)) * 1000.0 / SoundFormat.Rate, RequestedMs);
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
    protected override PulseClient Start(string device) => PulseClient.StartStream("parec", device, Channels, RequestedMs);
}
