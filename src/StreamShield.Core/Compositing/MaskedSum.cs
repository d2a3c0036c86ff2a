using System.Numerics;
using System.Runtime.Intrinsics;

namespace StreamShield.Core.Compositing;

/// <summary>Sums the colours of selected pixels, for at most 32 rows of eight.</summary>
internal struct MaskedSum
{
    private Vector128<ushort> _blue;
    private Vector128<ushort> _green;
    private Vector128<ushort> _red;
    private int _count;

    /// <summary>B, G, R sums and the number of selected pixels.</summary>
    public readonly Vector128<int> Total => Vector128.Create(Vector128.Sum(_blue), Vector128.Sum(_green), Vector128.Sum(_red), _count);

    /// <summary>Adds eight pixels.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="mask">255 in the first eight bytes where the pixel is selected.</param>
    public void Add(PixelRow pixels, Vector128<byte> mask)
    {
        var chosen = mask.AsUInt64().ToScalar();
        mask = Vector128.Create(chosen).AsByte();
        var (blue, green) = Vector128.Widen(pixels.BlueGreen & mask);
        _blue += blue;
        _green += green;
        _red += Vector128.WidenLower(pixels.Red & mask);
        _count += BitOperations.PopCount(chosen) / 8;
    }
}
