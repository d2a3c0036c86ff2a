using System.Runtime.CompilerServices;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Compares the fine texture of a shown picture with a raw one, place by place; brightness and contrast do not matter.</summary>
internal static class Texture
{
    /// <summary>Side of the compared places.</summary>
    public const int Side = 16;

    private const int Stride = 8;
    private const double Alike = 0.7;
    private const double FaintestShare = 0.08;
    private const double FlatVariance = 9;

    /// <summary>The first place whose texture is the raw one's, even when mixed down to a tenth; null when there is none.</summary>
    /// <param name="skip">Places that need not be hidden.</param>
    public static (Area Place, double Alike)? Find(ReadOnlySpan<byte> shown, ReadOnlySpan<byte> raw, int width, Func<Area, bool> skip)
    {
        for (var y = 0; y + Side <= shown.Length / width; y += Stride)
        {
            for (var x = 0; x + Side <= width; x += Stride)
            {
                var place = new Area(x, y, Side, Side);
                if (!skip(place) && Compare(shown, raw, width, place) is var alike && alike > Alike)
                {
                    return (place, alike);
                }
            }
        }

        return null;
    }

    /// <summary>Correlation of the two textures in one place; 0 when either has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Compare(ReadOnlySpan<byte> shown, ReadOnlySpan<byte> raw, int width, Area place)
    {
        const int Count = Side * Side;
        int sumA = 0, sumB = 0, squareA = 0, squareB = 0, product = 0;
        for (var y = place.Top; y < place.Bottom; y++)
        {
            var a = shown.Slice((y * width) + place.Left, Side);
            var b = raw.Slice((y * width) + place.Left, Side);
            for (var x = 0; x < Side; x++)
            {
                sumA += a[x];
                sumB += b[x];
                squareA += a[x] * a[x];
                squareB += b[x] * b[x];
                product += a[x] * b[x];
            }
        }

        var varianceA = squareA - ((double)sumA * sumA / Count);
        var varianceB = squareB - ((double)sumB * sumB / Count);
        var covariance = product - ((double)sumA * sumB / Count);
        return varianceB < FlatVariance * Count || varianceA <= 0 || covariance < FaintestShare * varianceB
            ? 0
            : covariance / Math.Sqrt(varianceA * varianceB);
    }
}
