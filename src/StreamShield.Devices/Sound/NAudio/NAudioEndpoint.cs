using NAudio.Wave;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>What NAudio's microphones and outputs have in common: a device with a thread of its own behind a <see cref="SampleQueue"/>.</summary>
internal abstract class NAudioEndpoint(string? wanted, string kind) : ISoundDevice
{
    private const int QueueSamples = 10 * SoundFormat.Block;

    private readonly Lock _gate = new();
    private IDisposable? _device;
    private SampleQueue? _queue;
    private bool _disposed;

    /// <inheritdoc/>
    public string Name { get; private set; } = wanted ?? $"the usual {kind}";

    /// <inheritdoc/>
    public abstract double LatencyMs { get; }

    /// <summary>The format that devices are asked for: ours.</summary>
    protected static WaveFormat Format { get; } = WaveFormat.CreateIeeeFloatWaveFormat(SoundFormat.Rate, 1);

    /// <summary>The open queue.</summary>
    /// <exception cref="InvalidOperationException">Not open.</exception>
    protected SampleQueue Queue => _queue ?? throw new InvalidOperationException($"{Name} is not open.");

    /// <inheritdoc/>
    public void Open()
    {
        Close();
        var device = SoundDevices.Choose(List(), wanted, kind);
        Name = device.Description;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var queue = new SampleQueue(QueueSamples);
            try
            {
                _device = Start(device, queue);
                _queue = queue;
            }
            catch (Exception e) when (e is not ShieldException)
            {
                throw new ShieldException(SlateReason.SourceMissing, $"{Name} cannot be opened ({VideoText.Plain(e.Message)}): close programs that hold it, or choose another {kind}.", e);
            }
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

    /// <summary>The devices to choose from.</summary>
    protected abstract IReadOnlyList<SoundDevice> List();

    /// <summary>Starts a device between itself and the queue; disposing what comes back stops it.</summary>
    protected abstract IDisposable Start(SoundDevice device, SampleQueue queue);

    /// <summary>What to throw when the queue has ended.</summary>
    protected ShieldException Lost() =>
        new(SlateReason.SourceLost, $"{Name} went away ({VideoText.Plain(Queue.Ended ?? "")}): plug it in again; it is tried again by itself.");

    /// <summary>Ends a queue when its device stops.</summary>
    protected static void Stopped(SampleQueue queue, StoppedEventArgs stopped) => queue.End(stopped.Exception?.Message ?? "it stopped");

    private void Close()
    {
        IDisposable? device;
        lock (_gate)
        {
            _queue?.End("it was closed");
            (device, _device) = (_device, null);
        }

        device?.Dispose();
    }
}
