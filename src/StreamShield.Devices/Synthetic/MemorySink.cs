using StreamShield.Core.Frames;

namespace StreamShield.Devices.Synthetic;

/// <summary>Keeps copies of the latest pictures in memory, for tests and for embedding. Thread-safe: can be read while it is written to.</summary>
public sealed class MemorySink : ISink
{
    private readonly ShieldedFrame[] _ring;
    private readonly Action<ShieldedFrame>? _onPicture;
    private readonly Lock _gate = new();
    private long _written;
    private bool _disposed;

    /// <summary>Creates a sink that holds no pictures yet.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="keep">Number of pictures to keep, at least 1; older ones are dropped.</param>
    /// <param name="onPicture">Called on the writing thread with each picture, which is valid during the call only.</param>
    public MemorySink(FrameSize size, int keep = 1, Action<ShieldedFrame>? onPicture = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        _ring = new ShieldedFrame[keep];
        for (var i = 0; i < keep; i++)
        {
            _ring[i] = new ShieldedFrame(size);
        }

        _onPicture = onPicture;
    }

    /// <inheritdoc/>
    public string Name => "memory";

    /// <summary>Number of pictures written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>True after <see cref="Complete"/>.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Number of pictures that can be copied out.</summary>
    public int Kept => (int)Math.Min(Written, _ring.Length);

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (IsComplete)
            {
                throw new InvalidOperationException("The memory sink was written to after it was completed.");
            }

            frame.CopyTo(_ring[_written % _ring.Length]);
            _written++;
        }

        _onPicture?.Invoke(frame);
    }

    /// <summary>Copies out one of the kept pictures.</summary>
    /// <param name="destination">A frame of the sink's size.</param>
    /// <param name="age">0 for the newest, <see cref="Kept"/> - 1 for the oldest.</param>
    /// <returns>False if there is no picture of that age.</returns>
    public bool TryCopy(ShieldedFrame destination, int age = 0)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (age >= Kept)
            {
                return false;
            }

            _ring[(_written - 1 - age) % _ring.Length].CopyTo(destination);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Complete() => IsComplete = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var frame in _ring)
            {
                frame.Dispose();
            }
        }
    }
}
