namespace StreamShield.Core.Frames;

/// <summary>A fixed set of frames of one size. Frames are zeroed when they are returned. Thread-safe.</summary>
public sealed class FramePool : IDisposable
{
    private readonly Stack<Frame> _free;
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Allocates every frame at once.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="count">Number of frames. Three is enough: one being filled, one waiting, one being shielded.</param>
    public FramePool(FrameSize size, int count = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Size = size;
        Count = count;
        _free = new Stack<Frame>(count);
        for (var i = 0; i < count; i++)
        {
            _free.Push(new Frame(size, this));
        }
    }

    /// <summary>Size of all frames.</summary>
    public FrameSize Size { get; }

    /// <summary>Number of frames that the pool has made.</summary>
    public int Count { get; private set; }

    /// <summary>Frames rented and not yet returned.</summary>
    public int InUse
    {
        get
        {
            lock (_gate)
            {
                return Count - _free.Count;
            }
        }
    }

    /// <summary>Rents a zeroed frame. The caller owns it until it disposes it.</summary>
    /// <exception cref="InvalidOperationException">All frames are rented, so a holder is leaking them.</exception>
    public Frame Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_free.TryPop(out var frame))
            {
                throw new InvalidOperationException($"All {Count} frames of the pool are out: a holder did not return its frame.");
            }

            frame.MarkRented();
            return frame;
        }
    }

    /// <summary>Adds a frame to make up for one whose holder hangs.</summary>
    public void Replace()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _free.Push(new Frame(Size, this));
            Count++;
        }
    }

    /// <summary>Frees every frame in the pool. Frames still rented are freed when they are returned.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_free.TryPop(out var frame))
            {
                frame.Destroy();
            }
        }
    }

    internal void Return(Frame frame)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                frame.Destroy();
            }
            else
            {
                _free.Push(frame);
            }
        }
    }
}
