using System.Globalization;
using System.Text;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Network;

/// <summary>
/// Reads the pictures of a multipart body: by Content-Length if the camera sends it, otherwise up to the next boundary. The buffer grows to the largest
/// picture.
/// </summary>
internal sealed class MultipartReader(Stream body, string boundary)
{
    private const int MaxHead = 8 << 10;
    private const int MaxPicture = 16 << 20;
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _boundary = Encoding.ASCII.GetBytes($"\r\n--{boundary.TrimStart('-')}");
    private byte[] _bytes = new byte[64 << 10];
    private int _start;
    private int _end;

    /// <summary>Reads the next picture, valid until the next call; empty at the end.</summary>
    /// <exception cref="ShieldException">The body is not Motion JPEG.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public ReadOnlySpan<byte> Next()
    {
        int length;
        do
        {
            if (Find(HeadEnd, 0, MaxHead) is not { } head)
            {
                return [];
            }

            length = LengthIn(_bytes.AsSpan(_start, head));
            _start += head + HeadEnd.Length;
        }
        while (length == 0);

        if (length < 0)
        {
            return Find(_boundary, 0, MaxPicture) is { } found ? Take(found) : [];
        }

        while (_end - _start < length)
        {
            if (!More())
            {
                return [];
            }
        }

        return Take(length);
    }

    /// <summary>Zeroes the buffer, which holds raw pictures.</summary>
    public void Clear() => Array.Clear(_bytes);

    private ReadOnlySpan<byte> Take(int length)
    {
        var picture = _bytes.AsSpan(_start, length);
        _start += length;
        return picture;
    }

    /// <summary>Offset of a byte sequence from the current position; reads more data until it is found. Null at the end.</summary>
    private int? Find(byte[] what, int from, int maxLength)
    {
        while (true)
        {
            var at = _bytes.AsSpan(_start + from, _end - _start - from).IndexOf(what);
            if (at >= 0)
            {
                return from + at;
            }

            from = Math.Max(0, _end - _start - what.Length + 1);
            if (from > maxLength)
            {
                throw new ShieldException(SlateReason.SourceMissing, "The camera's stream is not motion JPEG: choose the MJPEG address in its app.");
            }

            if (!More())
            {
                return null;
            }
        }
    }

    private bool More()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            var small = _bytes;
            Array.Resize(ref _bytes, _bytes.Length * 2);
            Array.Clear(small);
        }

        var read = body.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        return read > 0;
    }

    /// <summary>The Content-Length in a part's header; -1 if it is missing.</summary>
    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        const string Field = "\ncontent-length:";
        Span<char> text = stackalloc char[Math.Min(head.Length, MaxHead)];
        text = text[..Encoding.Latin1.GetChars(head[..text.Length], text)];
        var at = ((ReadOnlySpan<char>)text).IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return -1;
        }

        var value = text[(at + Field.Length)..];
        var end = value.IndexOfAny('\r', '\n');
        value = end < 0 ? value : value[..end];
        return int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length) && length is >= 0 and <= MaxPicture
            ? length
            : throw new ShieldException(SlateReason.SourceMissing, "The camera's stream says a length that no picture has: choose another address in its app.");
    }
}
