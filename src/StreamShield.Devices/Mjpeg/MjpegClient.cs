using System.Buffers.Text;

namespace StreamShield.Devices.Mjpeg;

/// <summary>One reader of an <see cref="MjpegSink"/>. Reads at its own pace and always gets the newest picture. One reader thread at a time.</summary>
public sealed class MjpegClient : IDisposable
{
    private const int HeaderRoom = 96;
    private const int SlackPercent = 25;

    /// <summary>To look again although nobody called.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly MjpegSink _sink;
    private readonly AutoResetEvent _news = new(false);
    private byte[] _buffer = [];
    private int _length;

    internal MjpegClient(MjpegSink sink, long sequence)
    {
        _sink = sink;
        Sequence = sequence;
    }

    /// <summary>Rising number of the picture held; gaps are pictures this client was too slow for.</summary>
    public long Sequence { get; private set; }

    /// <summary>The JPEG held, valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlyMemory<byte> Jpeg => _buffer.AsMemory(_length == 0 ? 0 : HeaderRoom, _length);

    /// <summary>Waits for a picture newer than the one held and copies it into <see cref="Jpeg"/>. The calling thread is woken by the sink's own, with no other between them.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>False when the stream has ended.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Next(CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(static client => ((MjpegClient)client!).Wake(), this);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();

            // Ended is asked before the look, for the last picture counts: it is the slate.
            var ended = _sink.Ended;
            if (_sink.TryCopy(this))
            {
                return true;
            }

            if (ended)
            {
                return false;
            }

            _news.WaitOne(Look);
        }
    }

    /// <summary>Leaves the stream.</summary>
    public void Dispose()
    {
        _sink.Detach(this);
        _news.Dispose();
    }

    /// <summary>Room for a JPEG and for the next ones, which differ a little.</summary>
    internal static int Grown(int length) => length + (length * SlackPercent / 100);

    /// <summary>Something new is there, or nothing will come any more.</summary>
    internal void Wake()
    {
        try
        {
            _news.Set();
        }
        catch (ObjectDisposedException)
        {
            // It has left just now.
        }
    }

    internal void Take(ReadOnlySpan<byte> jpeg, long sequence)
    {
        var needed = HeaderRoom + jpeg.Length + MjpegStream.Closing.Length;
        if (_buffer.Length < needed)
        {
            _buffer = new byte[HeaderRoom + Grown(jpeg.Length) + MjpegStream.Closing.Length];
        }

        jpeg.CopyTo(_buffer.AsSpan(HeaderRoom));
        _length = jpeg.Length;
        Sequence = sequence;
    }

    /// <summary>The JPEG as one multipart part: its headers before it, the next boundary behind it.</summary>
    internal ReadOnlySpan<byte> Part()
    {
        Span<byte> digits = stackalloc byte[16];
        _ = Utf8Formatter.TryFormat(_length, digits, out var count);
        var headerLength = MjpegStream.PartHeader.Length + count + MjpegStream.HeaderEnd.Length;
        var start = HeaderRoom - headerLength;
        var header = _buffer.AsSpan(start, headerLength);
        MjpegStream.PartHeader.CopyTo(header);
        digits[..count].CopyTo(header[MjpegStream.PartHeader.Length..]);
        MjpegStream.HeaderEnd.CopyTo(header[(MjpegStream.PartHeader.Length + count)..]);
        MjpegStream.Closing.CopyTo(_buffer.AsSpan(HeaderRoom + _length));
        return _buffer.AsSpan(start, headerLength + _length + MjpegStream.Closing.Length);
    }
}
