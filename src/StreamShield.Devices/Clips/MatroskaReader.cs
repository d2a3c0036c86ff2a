using System.Buffers.Binary;
using System.Numerics;

namespace StreamShield.Devices.Clips;

/// <summary>
/// Reads raw pictures with their timestamps from the single-track Matroska stream that ffmpeg writes into a pipe. Implements only the part of RFC 9559 that
/// this needs. Allocates nothing per picture.
/// </summary>
internal sealed class MatroskaReader(Stream stream)
{
    private const uint Segment = 0x18538067;
    private const uint Cluster = 0x1F43B675;
    private const uint ClusterTime = 0xE7;
    private const uint BlockGroup = 0xA0;
    private const uint Block = 0xA1;
    private const uint SimpleBlock = 0xA3;
    private const int BlockHeaderBytes = 4;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;
    private long _clusterTime;

    /// <summary>Timestamp of the current picture, in the stream's milliseconds.</summary>
    public long Time { get; private set; }

    /// <summary>Bytes of the current picture that have not been read yet.</summary>
    public long Left { get; private set; }

    /// <summary>Advances to the next picture, skipping unread bytes of the current one.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="EndOfStreamException">The stream ends inside a picture.</exception>
    public bool Next()
    {
        Span<byte> header = stackalloc byte[BlockHeaderBytes];
        PassOver(Left);
        while (TryReadId(out var id))
        {
            var size = ReadNumber();
            switch (id)
            {
                case Segment or Cluster or BlockGroup:
                    // Their children follow; the length of the container does not matter.
                    break;
                case ClusterTime:
                    _clusterTime = 0;
                    for (; size > 0; size--)
                    {
                        _clusterTime = (_clusterTime << 8) | ReadByte();
                    }

                    break;
                case Block or SimpleBlock:
                    // Block header: track, timestamp relative to the cluster, flags.
                    ReadInto(header);
                    Time = _clusterTime + BinaryPrimitives.ReadInt16BigEndian(header[1..]);
                    Left = size - BlockHeaderBytes;
                    return true;
                default:
                    PassOver(size);
                    break;
            }
        }

        return false;
    }

    /// <summary>Reads the next bytes of the current picture.</summary>
    /// <param name="target">At most <see cref="Left"/> bytes.</param>
    /// <exception cref="EndOfStreamException">The stream ends too early.</exception>
    public void Read(Span<byte> target)
    {
        Left -= target.Length;
        ReadInto(target);
    }

    private void ReadInto(Span<byte> target)
    {
        var ready = Math.Min(target.Length, _to - _from);
        _buffer.AsSpan(_from, ready).CopyTo(target);
        _from += ready;
        stream.ReadExactly(target[ready..]);
    }

    private void PassOver(long bytes)
    {
        Left = 0;
        while (bytes > 0)
        {
            if (_from == _to && !Fill())
            {
                throw new EndOfStreamException();
            }

            var step = (int)Math.Min(bytes, _to - _from);
            _from += step;
            bytes -= step;
        }
    }

    private bool TryReadId(out uint id)
    {
        id = 0;
        if (_from == _to && !Fill())
        {
            return false;
        }

        id = (uint)ReadNumber(keepMarker: true);
        return true;
    }

    /// <summary>
    /// Reads a variable-length number (RFC 9559): the leading zeros of the first byte give the number of bytes that follow. Element ids keep the marker bit.
    /// </summary>
    private long ReadNumber(bool keepMarker = false)
    {
        var first = ReadByte();
        var zeros = BitOperations.LeadingZeroCount((uint)first << 24);
        long number = keepMarker ? first : first & (0x7F >> zeros);
        for (; zeros > 0; zeros--)
        {
            number = (number << 8) | ReadByte();
        }

        return number;
    }

    private byte ReadByte()
    {
        if (_from == _to && !Fill())
        {
            throw new EndOfStreamException();
        }

        return _buffer[_from++];
    }

    private bool Fill()
    {
        (_from, _to) = (0, stream.Read(_buffer));
        return _to > 0;
    }
}
