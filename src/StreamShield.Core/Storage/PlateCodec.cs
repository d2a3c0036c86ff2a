using System.IO.Compression;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Storage;

/// <summary>Lossless compression of a plate: green and its differences to blue and red, each value as the difference to a prediction from its
/// neighbours (median edge detector of LOCO-I, Weinberger, Seroussi, Sapiro 2000), then Brotli. Every buffer is wiped.</summary>
internal static class PlateCodec
{
    private const int Planes = 4;
    private const int Middle = 128;
    private const int Quality = 2;
    private const int Window = 22;

    /// <summary>Compresses a plate.</summary>
    /// <returns>A buffer owned by the caller, with the compressed plate at its beginning, and the length.</returns>
    public static (PixelBuffer Buffer, int Length) Pack(Plate plate)
    {
        using var planes = new PixelBuffer(plate.Size.Pixels * Planes);
        Split(plate, planes.Span);
        for (var i = 0; i < Planes; i++)
        {
            ToDifferences(PlaneOf(planes, plate.Size, i), plate.Size.Width);
        }

        var packed = new PixelBuffer(BrotliEncoder.GetMaxCompressedLength(planes.Length));
        return BrotliEncoder.TryCompress(planes.Span, packed.Span, out var length, Quality, Window)
            ? (packed, length)
            : throw new InvalidOperationException("A plate became larger than it can become.");
    }

    /// <summary>Decompresses into a plate of the original size.</summary>
    /// <returns>False when the bytes are not such a plate; <paramref name="plate"/> is then empty.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Plate plate)
    {
        using var planes = new PixelBuffer(plate.Size.Pixels * Planes);
        if (!BrotliDecoder.TryDecompress(packed, planes.Span, out var length) || length != planes.Length)
        {
            plate.Clear();
            return false;
        }

        for (var i = 0; i < Planes; i++)
        {
            ToValues(PlaneOf(planes, plate.Size, i), plate.Size.Width);
        }

        Join(planes.Span, plate);
        return true;
    }

    private static Span<byte> PlaneOf(PixelBuffer planes, FrameSize size, int plane) => planes.Span.Slice(plane * size.Pixels, size.Pixels);

    private static void Split(Plate plate, Span<byte> planes)
    {
        var count = plate.Size.Pixels;
        var pixels = plate.Pixels;
        for (var i = 0; i < count; i++)
        {
            var (blue, green, red) = (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]);
            planes[i] = green;
            planes[count + i] = (byte)(blue - green + Middle);
            planes[(2 * count) + i] = (byte)(red - green + Middle);
        }

        plate.Confidence.CopyTo(planes[(3 * count)..]);
    }

    private static void Join(ReadOnlySpan<byte> planes, Plate plate)
    {
        var count = plate.Size.Pixels;
        var pixels = plate.Pixels;
        for (var i = 0; i < count; i++)
        {
            var green = planes[i];
            pixels[i * 3] = (byte)(planes[count + i] + green - Middle);
            pixels[(i * 3) + 1] = green;
            pixels[(i * 3) + 2] = (byte)(planes[(2 * count) + i] + green - Middle);
        }

        planes[(3 * count)..].CopyTo(plate.Confidence);
    }

    /// <summary>Runs from the end, so that the neighbours needed for a prediction are still values.</summary>
    private static void ToDifferences(Span<byte> plane, int width)
    {
        for (var i = plane.Length - 1; i >= 0; i--)
        {
            plane[i] -= Guess(plane, i, width);
        }
    }

    /// <summary>Runs from the beginning, so that the neighbours needed for a prediction are values again.</summary>
    private static void ToValues(Span<byte> plane, int width)
    {
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] += Guess(plane, i, width);
        }
    }

    private static byte Guess(ReadOnlySpan<byte> plane, int i, int width)
    {
        if (i < width || i % width == 0)
        {
            return i == 0 ? (byte)0 : plane[i < width ? i - 1 : i - width];
        }

        var (left, up, corner) = (plane[i - 1], plane[i - width], plane[i - width - 1]);
        var (low, high) = (Math.Min(left, up), Math.Max(left, up));
        return corner >= high ? low : corner <= low ? high : (byte)(left + up - corner);
    }
}
