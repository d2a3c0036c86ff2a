using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core.Compositing;

/// <summary>Eight BGR pixels, separated by channel.</summary>
/// <param name="BlueGreen">Eight B values, then eight G values.</param>
/// <param name="Red">Eight R values, then zeros.</param>
internal readonly record struct PixelRow(Vector128<byte> BlueGreen, Vector128<byte> Red)
{
    // An index beyond the vector gives 0.
    private const byte No = 255;
    private static readonly Vector128<byte> BlueGreenOfFirst = Vector128.Create(0, 3, 6, 9, 12, 15, No, No, 1, 4, 7, 10, 13, No, No, No);
    private static readonly Vector128<byte> BlueGreenOfRest = Vector128.Create(No, No, No, No, No, No, 2, 5, No, No, No, No, No, 0, 3, (byte)6);
    private static readonly Vector128<byte> RedOfFirst = Vector128.Create(2, 5, 8, 11, 14, No, No, No, No, No, No, No, No, No, No, No);
    private static readonly Vector128<byte> RedOfRest = Vector128.Create(No, No, No, No, No, 1, 4, 7, No, No, No, No, No, No, No, No);

    /// <summary>Loads 24 bytes.</summary>
    public static PixelRow Load(ReadOnlySpan<byte> bgr)
    {
        var first = Vector128.Create(bgr[..16]);
        var rest = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(bgr[16..])).AsByte();
        return new PixelRow(
            Vector128.Shuffle(first, BlueGreenOfFirst) | Vector128.Shuffle(rest, BlueGreenOfRest),
            Vector128.Shuffle(first, RedOfFirst) | Vector128.Shuffle(rest, RedOfRest));
    }
}
