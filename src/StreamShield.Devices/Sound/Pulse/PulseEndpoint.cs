using StreamShield.Core.Frames;
using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>Shared by microphones and outputs: starts, watches and ends a client process, even while another thread waits for it.</summary>
internal abstract class PulseEndpoint(string? wanted, string kind) : ISoundDevice
{
    private readonly Lock _gate = new();
    private PulseClient? _client;
    private SoundDevice? _opened;
    private string _name = wanted ?? $"the default {kind}";
    private bool _disposed;

    /// <inheritdoc/>
    public virtual string Name => _name;

    /// <inheritdoc/>
    public abstract double LatencyMs { get; }

    /// <summary>The server's latency as reported by the client; see <see cref="PulseTiming.Milliseconds"/>.</summary>
    protected double ReportedMs => Volatile.Read(ref _client)?.Timing.Milliseconds ?? double.NaN;

    /// <summary>The running client.</summary>
    /// <exception cref="InvalidOperationException">The device is not open.</exception>
    protected PulseClient Client => _client ?? throw new InvalidOperationException($"{Name} is not open.");

    /// <inheritdoc/>
    public void Open()
    {
        Close();
        var device = _opened is { } before ? SoundDevices.Again(List(), before) : SoundDevices.Choose(List(), wanted, kind);
        _name = device.Description;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _client = Start(device.Name);
            _opened = device;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        Close();
    }

    protected abstract IReadOnlyList<SoundDevice> List();

    /// <summary>Starts the client for a device.</summary>
    protected abstract PulseClient Start(string device);

    /// <summary>The exception to throw when the client has ended.</summary>
    protected ShieldException Lost(Exception? inner = null) =>
        new(SlateReason.SourceLost, $"{Name} went away ({Client.Words}): plug it in again; it is tried again by itself.", inner);

    private void Close()
    {
        lock (_gate)
        {
            _client?.Dispose();
            _client = null;
        }
    }
}
