using StreamShield.Core.Frames;

namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>
/// Feeds the OBS Virtual Camera filter through its shared memory (<see cref="ObsQueue"/>), as limited-range BT.601 NV12: the filter does not tag colours, and
/// programs assume untagged webcam pictures to be what USB webcams send. Acquires the memory with the first picture, and again after a failure, so OBS may
/// release it later.
/// </summary>
internal sealed class ObsCameraSink : ISink
{
    private readonly FrameSize _size;
    private readonly double _framesPerSecond;
    private readonly Func<long, ISharedMemory> _create;
    private readonly TimeProvider _time;
    private ISharedMemory? _memory;
    private ObsQueue? _queue;
    private bool _ended;

    /// <summary>Creates a sink that has not acquired the camera yet.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">The rate that the camera announces.</param>
    /// <param name="create">Creates memory of the given size; throws a <see cref="ShieldException"/> if another program holds it.</param>
    /// <param name="time">The clock of the timestamps; null for the system's.</param>
    public ObsCameraSink(FrameSize size, double framesPerSecond, Func<long, ISharedMemory> create, TimeProvider? time = null)
    {
        _size = size;
        _framesPerSecond = framesPerSecond;
        _create = create;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Name => "OBS Virtual Camera";

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Size != _size)
        {
            throw new ArgumentException($"A {frame.Size} picture was written to a camera of {_size}.", nameof(frame));
        }

        if (_ended)
        {
            throw new InvalidOperationException("The OBS Virtual Camera was written to after it was completed.");
        }

        var queue = _queue ?? Take();
        queue.Write(frame, Nanoseconds(_time));
    }

    /// <summary>Tells the filter that no more pictures follow; it then shows its placeholder instead of the last picture.</summary>
    public void Complete()
    {
        _ended = true;
        _queue?.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Complete();
        _queue = null;
        _memory?.Dispose();
        _memory = null;
    }

    /// <summary>Nanoseconds on a monotonic clock that all processes share.</summary>
    internal static ulong Nanoseconds(TimeProvider time) => (ulong)time.GetElapsedTime(0, time.GetTimestamp()).Ticks * TimeSpan.NanosecondsPerTick;

    private ObsQueue Take()
    {
        _memory = _create(ObsQueue.Bytes(_size));
        var queue = new ObsQueue(_memory.Address, _size);
        queue.Begin(_framesPerSecond);
        return _queue = queue;
    }
}
