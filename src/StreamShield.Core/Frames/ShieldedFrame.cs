using StreamShield.Core.Compositing;

namespace StreamShield.Core.Frames;

/// <summary>A safe picture: NV12, BT.601 limited range. Only the <see cref="Compositor"/> and the <see cref="Slate"/> fill one; a <see
/// cref="PictureLabel"/> may be drawn over it. Code outside this assembly can only read it or copy it to another one.</summary>
public sealed class ShieldedFrame : IDisposable
{
    private readonly PixelBuffer _nv12;

    /// <summary>Creates a black picture that counts as the slate.</summary>
    /// <param name="size">Size in pixels.</param>
    public ShieldedFrame(FrameSize size)
    {
        Size = size;
        _nv12 = new PixelBuffer(size.Nv12Bytes);
        Blacken();
    }

    /// <summary>Size in pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>Id of the raw frame it was made from; 0 for the slate.</summary>
    public long FrameId { get; private set; }

    /// <summary>Capture time of that frame as a <see cref="TimeProvider"/> time stamp; 0 for the slate.</summary>
    public long CapturedAt { get; private set; }

    /// <summary>True when it shows the slate.</summary>
    public bool IsSlate => FrameId == 0;

    /// <summary>All bytes: luma rows, then rows of interleaved U V at half the height.</summary>
    public ReadOnlySpan<byte> Nv12 => _nv12.Span;

    /// <summary>Luma, width x height bytes.</summary>
    public ReadOnlySpan<byte> Luma => _nv12.Span[..Size.Pixels];

    /// <summary>Interleaved U V, width x height/2 bytes.</summary>
    public ReadOnlySpan<byte> Chroma => _nv12.Span[Size.Pixels..];

    /// <summary>Address of <see cref="Nv12"/>, for native readers; valid until disposed. Read only.</summary>
    public nint Address => _nv12.Address;

    /// <summary>Copies the picture to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void CopyTo(ShieldedFrame destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (destination.Size != Size)
        {
            throw new ArgumentException($"A {Size} picture does not fit into {destination.Size}.", nameof(destination));
        }

        _nv12.Span.CopyTo(destination._nv12.Span);
        destination.FrameId = FrameId;
        destination.CapturedAt = CapturedAt;
    }

    /// <inheritdoc/>
    public void Dispose() => _nv12.Dispose();

    /// <summary>Starts a new picture: returns the bytes to fill. The picture counts as the slate until it is stamped.</summary>
    internal Span<byte> Begin()
    {
        FrameId = 0;
        CapturedAt = 0;
        return _nv12.Span;
    }

    internal void Stamp(long frameId, long capturedAt)
    {
        FrameId = frameId;
        CapturedAt = capturedAt;
    }

    /// <summary>The bytes of a finished picture, for drawing over it. Its stamp stays.</summary>
    internal Span<byte> DrawOver() => _nv12.Span;

    internal void Blacken()
    {
        var bytes = Begin();
        bytes[..Size.Pixels].Fill(16);
        bytes[Size.Pixels..].Fill(128);
    }
}
