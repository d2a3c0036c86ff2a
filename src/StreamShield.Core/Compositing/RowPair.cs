using System.Runtime.Intrinsics;

namespace StreamShield.Core.Compositing;

/// <summary>Two rows of luma and the row of chroma that they share, in the output picture.</summary>
internal readonly ref struct RowPair(int y, Span<byte> top, Span<byte> bottom, Span<byte> chroma)
{
    /// <summary>Number of the upper row, even.</summary>
    public int Y { get; } = y;

    /// <summary>Luma of the upper row.</summary>
    public Span<byte> Top { get; } = top;

    /// <summary>Luma of the lower row.</summary>
    public Span<byte> Bottom { get; } = bottom;

    /// <summary>Interleaved U V.</summary>
    public Span<byte> Chroma { get; } = chroma;

    /// <summary>Writes 16 x 2 pixels.</summary>
    public void Store(int at, (Vector128<byte> Top, Vector128<byte> Bottom, Vector128<byte> Chroma) block)
    {
        block.Top.CopyTo(Top[at..]);
        block.Bottom.CopyTo(Bottom[at..]);
        block.Chroma.CopyTo(Chroma[at..]);
    }
}
