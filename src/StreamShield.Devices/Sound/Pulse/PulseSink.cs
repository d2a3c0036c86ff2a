using System.Runtime.InteropServices;
using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>
/// An output of PulseAudio or PipeWire, through <c>pacat</c>. A block is written only when the previous one has left the pipe, so that the server's buffer is
/// the only latency. That buffer is short; if it underruns often, because the machine is too busy, it is made longer.
/// </summary>
internal sealed class PulseSink(string name) : PulseEndpoint(name, "sound output"), ISoundSink
{
    private const int DefaultMs = 20;
    private const int LongMs = 40;

    /// <summary>Waits of half a second each, after which an output that takes nothing counts as lost.</summary>
    private const int MaxTries = 10;
    private const int Channels = 2;
    private const double OftenDry = 3;
    private const double ForgivenPerSecond = 0.01;

    private readonly float[] _frames = new float[SoundFormat.Block * Channels];
    private int _timesDry;
    private double _dry;

    /// <summary>The requested buffer length in milliseconds.</summary>
    public int RequestedMs { get; private set; } = DefaultMs;

    /// <summary>The latency that the server reports; the requested one until it does.</summary>
    public override double LatencyMs => ReportedMs is var reported && double.IsNaN(reported) ? RequestedMs : Math.Max(0, reported);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> block)
    {
        var input = Client.Input;
        var frames = _frames.AsSpan(0, block.Length * Channels);
        for (var i = 0; i < block.Length; i++)
        {
            frames.Slice(i * Channels, Channels).Fill(block[i]);
        }

        try
        {
            input.Write(MemoryMarshal.AsBytes(frames));
            input.Flush();
            for (var tries = 0; !PulsePipe.WaitUntilTaken(input); tries++)
            {
                if (tries == MaxTries)
                {
                    throw Lost();
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }

        if (RequestedMs < LongMs && RunsDryOften(block.Length))
        {
            RequestedMs = LongMs;
            Open();
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new PulseFamily().Outputs();

    /// <inheritdoc/>
    protected override PulseClient Start(string device)
    {
        var client = PulseClient.StartStream("pacat", device, Channels, RequestedMs);
        PulsePipe.Shorten(client.Input);
        (_timesDry, _dry) = (0, 0);
        return client;
    }

    private bool RunsDryOften(int samples)
    {
        var times = Client.Timing.TimesDry;
        _dry = Math.Max(0, _dry + (times - _timesDry) - (ForgivenPerSecond * samples / SoundFormat.Rate));
        _timesDry = times;
        return _dry >= OftenDry;
    }
}
