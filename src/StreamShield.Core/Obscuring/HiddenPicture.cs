using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>
/// What is shown where the streamer is not: NV12 (BT.601 limited range) at the frame's size. Its obscurer owns it and draws it anew only when it changes.
/// That it is too poor to undo is the obscurer's promise, held by tests.
/// </summary>
public sealed class HiddenPicture : IDisposable
{
    private readonly PixelBuffer _nv12;

    /// <summary>A black picture.</summary>
    /// <param name="size">Size in pixels.</param>
    public HiddenPicture(FrameSize size)
    {
        Size = size;
        _nv12 = new PixelBuffer(size.Nv12Bytes);
        Fill(0, 0, 0);
    }

    /// <summary>Size in pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>True for a colour that another program may key out: the streamer stands before it with a hard edge.</summary>
    public bool IsKey { get; set; }

    /// <summary>All bytes: luma rows, then rows of interleaved U V at half the height.</summary>
    public ReadOnlySpan<byte> Nv12 => _nv12.Span;

    /// <summary>Luma, width x height bytes.</summary>
    public Span<byte> Luma => _nv12.Span[..Size.Pixels];

    /// <summary>Interleaved U V, width x height/2 bytes.</summary>
    public Span<byte> Chroma => _nv12.Span[Size.Pixels..];

    /// <summary>Makes the whole picture one colour.</summary>
    public void Fill(byte b, byte g, byte r)
    {
        var (y, u, v) = StreamShield.Core.Frames.Nv12.Convert(b, g, r);
        Luma.Fill(y);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(Chroma).Fill((ushort)(u | (v << 8)));
    }

    /// <inheritdoc/>
    public void Dispose() => _nv12.Dispose();
}
