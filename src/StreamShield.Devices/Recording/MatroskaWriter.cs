using System.Buffers.Binary;
using System.Text;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Recording;

/// <summary>Writes raw pictures with their timestamps as a Matroska stream (RFC 9559) for ffmpeg to read from a pipe. Allocates nothing per picture.</summary>
internal sealed class MatroskaWriter
{
    private const byte Track = 1;
    private const byte VideoTrack = 1;
    private const int NanosecondsPerTick = 1000;
    private const int PictureHeaderBytes = 35;

    private readonly Stream _stream;
    private readonly byte[] _header = new byte[PictureHeaderBytes];

    /// <summary>Writes the stream header.</summary>
    /// <param name="stream">The target; owned by the caller.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="fourCc">Pixel layout, such as "NV12".</param>
    /// <param name="framesPerSecond">Average rate.</param>
    public MatroskaWriter(Stream stream, FrameSize size, string fourCc, double framesPerSecond)
    {
        _stream = stream;
        byte[] video = [.. Element(0xB0, Number(size.Width)), .. Element(0xBA, Number(size.Height)), .. Element(0x2EB524, Encoding.ASCII.GetBytes(fourCc))];
        byte[] track =
        [
            .. Element(0xD7, Number(Track)), .. Element(0x73C5, Number(Track)), .. Element(0x83, Number(VideoTrack)), .. Element(0x9C, Number(0)),
            .. Element(0x23E383, Number((long)Math.Round(1e9 / framesPerSecond))), .. Element(0x86, "V_UNCOMPRESSED"u8), .. Element(0xE0, video),
        ];
        byte[] start =
        [
            .. Element(0x1A45DFA3, Element(0x4282, "matroska"u8)),
            // A segment of unknown length.
            0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            .. Element(0x1549A966, Element(0x2AD7B1, Number(NanosecondsPerTick))),
            .. Element(0x1654AE6B, Element(0xAE, track)),
        ];
        stream.Write(start);
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="picture">All bytes of the picture.</param>
    /// <param name="at">Its timestamp, stored in microseconds.</param>
    public void Write(ReadOnlySpan<byte> picture, TimeSpan at)
    {
        // One cluster per picture, because timestamps within a cluster have only 16 bits. It holds: length, timestamp, and the block with length, track,
        // relative timestamp, key-frame flag.
        const int TimeBytes = 10;
        const int BlockBytes = 9 + 4;
        var header = _header.AsSpan();
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x1F43B675);
        WriteLength(header[4..], TimeBytes + BlockBytes + picture.Length);
        (header[12], header[13]) = (0xE7, 0x88);
        BinaryPrimitives.WriteInt64BigEndian(header[14..], (long)Math.Round(at.TotalMicroseconds));
        header[22] = 0xA3;
        WriteLength(header[23..], 4 + picture.Length);
        (header[31], header[32], header[33], header[34]) = (0x80 | Track, 0, 0, 0x80);
        _stream.Write(header);
        _stream.Write(picture);
    }

    private static void WriteLength(Span<byte> target, long length) => BinaryPrimitives.WriteUInt64BigEndian(target, (1UL << 56) | (ulong)length);

    private static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Element(uint id, ReadOnlySpan<byte> content)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        Span<byte> length = stackalloc byte[8];
        WriteLength(length, content.Length);
        return [.. name.TrimStart((byte)0), .. length, .. content];
    }
}
