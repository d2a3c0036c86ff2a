using System.Buffers.Binary;

namespace StreamShield.Core.Pictures;

/// <summary>Reads the size from a picture's header before anything is decoded, because a file of some megabytes can be a picture of gigabytes.
/// Supports JPEG, PNG, WebP and BMP.</summary>
internal static class PictureHeader
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the size.</summary>
    /// <returns>The size in pixels; null when the bytes are not such a picture.</returns>
    public static (long Width, long Height)? SizeOf(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Png) && file.Length >= 24 && file[12..16].SequenceEqual("IHDR"u8))
        {
            return (BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));
        }

        if (file.Length >= 26 && file.StartsWith("BM"u8))
        {
            return Bmp(file);
        }

        if (file.Length >= 30 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8))
        {
            return WebP(file);
        }

        return file.Length >= 4 && file[0] == 0xFF && file[1] == 0xD8 ? Jpeg(file) : null;
    }

    private static (long Width, long Height)? Bmp(ReadOnlySpan<byte> file)
    {
        const int OldHeader = 12;
        return BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) == OldHeader
            ? (BinaryPrimitives.ReadUInt16LittleEndian(file[18..]), BinaryPrimitives.ReadUInt16LittleEndian(file[20..]))
            : (Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[18..])), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..])));
    }

    private static (long Width, long Height)? WebP(ReadOnlySpan<byte> file)
    {
        var kind = file[12..16];
        if (kind.SequenceEqual("VP8X"u8))
        {
            return (1 + Three(file[24..]), 1 + Three(file[27..]));
        }

        if (kind.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return (1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }

        return kind.SequenceEqual("VP8 "u8)
            ? (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF)
            : null;
    }

    private static long Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    /// <summary>Walks the segments up to the frame header. A preview inside another segment is skipped with that segment.</summary>
    private static (long Width, long Height)? Jpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 <= file.Length;)
        {
            var marker = file[at + 1];
            if (file[at] != 0xFF)
            {
                return null;
            }

            if (marker is 0xFF)
            {
                at++;
            }
            else if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }
            else if (marker is 0xD9 or 0xDA)
            {
                return null;
            }
            else
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            }
        }

        return null;
    }
}
