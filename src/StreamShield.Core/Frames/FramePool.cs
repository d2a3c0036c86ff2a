namespace StreamShield.Core.Frames;

/// <summary>A fixed set of frames of one size. Wiped on return, counted while out.</summary>
public sealed class FramePool : IDisposable
{
    private readonly Stack<Frame> _free;
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Allocates every frame at once.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="count">How many; three serve one being filled, one waiting, one being shielded.</param>
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

    /// <summary>Frames owned.</summary>
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

    /// <summary>Rents a wiped frame; the caller owns it until it disposes it.</summary>
    /// <exception cref="InvalidOperationException">All frames are out: somebody leaks them.</exception>
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

    /// <summary>Adds a frame in the place of one whose holder hangs.</summary>
    public void Replace()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _free.Push(new Frame(Size, this));
            Count++;
        }
    }

    /// <summary>Frees every frame that is back; those still out are freed on their return.</summary>
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
