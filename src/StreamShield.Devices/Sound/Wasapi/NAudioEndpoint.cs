using NAudio.Wave;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>What NAudio's microphones and outputs have in common: a device with a thread of its own behind a <see cref="SampleQueue"/>.</summary>
/// <param name="wanted">Name of the device or a part of it; null for the usual one.</param>
/// <param name="kind">"microphone" or "sound output".</param>
/// <param name="channels">Of what goes through the queue.</param>
internal abstract class NAudioEndpoint(string? wanted, string kind, int channels) : ISoundDevice
{
    private const int QueueBlocks = 10;

    private readonly Lock _gate = new();
    private string _name = wanted ?? $"the usual {kind}";
    private IDisposable? _device;
    private SampleQueue? _queue;
    private bool _disposed;

    /// <inheritdoc/>
    public virtual string Name => _name;

    /// <inheritdoc/>
    public abstract double LatencyMs { get; }

    /// <summary>The format that devices are asked for: ours.</summary>
    protected WaveFormat Format { get; } = WaveFormat.CreateIeeeFloatWaveFormat(SoundFormat.Rate, channels);

    /// <summary>The open queue.</summary>
    /// <exception cref="InvalidOperationException">Not open.</exception>
    protected SampleQueue Queue => _queue ?? throw new InvalidOperationException($"{Name} is not open.");

    /// <inheritdoc/>
    public void Open()
    {
        Close();
        var device = SoundDevices.Choose(List(), wanted, kind);
        _name = device.Description;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var queue = new SampleQueue(QueueBlocks * SoundFormat.Block * channels);
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
