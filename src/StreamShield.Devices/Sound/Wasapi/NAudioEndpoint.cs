using NAudio.Wave;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>Shared by NAudio's microphones and outputs: a device with its own thread behind a <see cref="SampleQueue"/>.</summary>
/// <param name="wanted">Name of the device or part of it; null for the default device.</param>
/// <param name="kind">"microphone" or "sound output", for messages.</param>
/// <param name="channels">Channels in the queue.</param>
internal abstract class NAudioEndpoint(string? wanted, string kind, int channels) : ISoundDevice
{
    private const int QueueBlocks = 10;

    private readonly Lock _gate = new();
    private string _name = wanted ?? $"the default {kind}";
    private IDisposable? _device;
    private SoundDevice? _opened;
    private SampleQueue? _queue;
    private bool _disposed;

    /// <inheritdoc/>
    public virtual string Name => _name;

    /// <inheritdoc/>
    public abstract double LatencyMs { get; }

    /// <summary>The format requested from devices: 32-bit float at the program's own rate.</summary>
    protected WaveFormat Format { get; } = WaveFormat.CreateIeeeFloatWaveFormat(SoundFormat.Rate, channels);

    /// <summary>The open device's queue.</summary>
    /// <exception cref="InvalidOperationException">The device is not open.</exception>
    protected SampleQueue Queue => _queue ?? throw new InvalidOperationException($"{Name} is not open.");

    /// <inheritdoc/>
    public void Open()
    {
        Close();
        var device = _opened is { } before ? SoundDevices.Again(List(), before) : SoundDevices.Choose(List(), wanted, kind);
        _name = device.Description;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var queue = new SampleQueue(QueueBlocks * SoundFormat.Block * channels);
            try
            {
                _device = Start(device, queue);
                _queue = queue;
                _opened = device;
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

    protected abstract IReadOnlyList<SoundDevice> List();

    /// <summary>Starts streaming between a device and the queue; disposing the result stops it.</summary>
    protected abstract IDisposable Start(SoundDevice device, SampleQueue queue);

    /// <summary>The exception to throw when the queue has ended.</summary>
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
