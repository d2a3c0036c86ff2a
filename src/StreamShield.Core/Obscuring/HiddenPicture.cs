using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>The picture shown where the streamer is not: NV12 (BT.601 limited range) at the frame's size. The obscurer owns it and draws it again
/// only when it changes. The obscurer guarantees, and tests check, that the room cannot be recovered from it.</summary>
public sealed class HiddenPicture : IDisposable
{
    private readonly PixelBuffer _nv12;

    /// <summary>Creates a black picture.</summary>
    /// <param name="size">Size in pixels.</param>
    public HiddenPicture(FrameSize size)
    {
        Size = size;
        _nv12 = new PixelBuffer(size.Nv12Bytes);
        Fill(0, 0, 0);
    }

    /// <summary>Size in pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>True for a colour that another program may key out. The streamer then gets a hard edge.</summary>
    public bool IsKey { get; set; }

    /// <summary>All bytes: luma rows, then rows of interleaved U V at half the height.</summary>
    public ReadOnlySpan<byte> Nv12 => _nv12.Span;

    /// <summary>Luma, width x height bytes.</summary>
    public Span<byte> Luma => _nv12.Span[..Size.Pixels];

    /// <summary>Interleaved U V, width x height/2 bytes.</summary>
    public Span<byte> Chroma => _nv12.Span[Size.Pixels..];

    /// <summary>Fills the whole picture with one colour.</summary>
    public void Fill(byte b, byte g, byte r)
    {
        var (y, u, v) = StreamShield.Core.Frames.Nv12.Convert(b, g, r);
        Luma.Fill(y);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(Chroma).Fill((ushort)(u | (v << 8)));
    }

    /// <inheritdoc/>
    public void Dispose() => _nv12.Dispose();
}
