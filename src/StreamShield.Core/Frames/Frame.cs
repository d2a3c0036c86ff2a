namespace StreamShield.Core.Frames;

/// <summary>A raw picture from a source: BGR, 8 bits, rows without padding, of the session's fixed size. No sink accepts it. It is rented from a <see
/// cref="FramePool"/>; the holder returns it with <see cref="Dispose"/>, exactly once.</summary>
public sealed class Frame : IDisposable
{
    private readonly PixelBuffer _pixels;
    private readonly FramePool _pool;
    private int _rented;

    internal Frame(FrameSize size, FramePool pool)
    {
        Size = size;
        _pool = pool;
        _pixels = new PixelBuffer(size.Pixels * 3);
    }

    /// <summary>Width and height in pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>Number of the frame within the session, increasing from 1; 0 until <see cref="Stamp"/>.</summary>
    public long Id { get; private set; }

    /// <summary>Capture time as a <see cref="TimeProvider"/> time stamp.</summary>
    public long CapturedAt { get; private set; }

    /// <summary>Bytes per row.</summary>
    public int Stride => Size.Width * 3;

    /// <summary>The pixels, B G R, row by row.</summary>
    public Span<byte> Pixels => _pixels.Span;

    /// <summary>Address of the pixels, for native code, valid while the frame is held.</summary>
    public nint Address => _pixels.Address;

    /// <summary>Marks the frame as filled.</summary>
    /// <param name="id">Greater than 0, and greater than that of the frame before.</param>
    /// <param name="capturedAt">Time stamp of the session's <see cref="TimeProvider"/>.</param>
    public void Stamp(long id, long capturedAt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        Id = id;
        CapturedAt = capturedAt;
    }

    /// <summary>Returns the frame to its pool, wiped. A second call is a bug and throws.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, 0) == 0)
        {
            throw new InvalidOperationException("This frame was returned to its pool twice.");
        }

        _pixels.Clear();
        Id = 0;
        CapturedAt = 0;
        _pool.Return(this);
    }

    internal void MarkRented() => _rented = 1;

    internal void Destroy() => _pixels.Dispose();
}
