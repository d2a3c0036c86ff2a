using System.Buffers.Text;

namespace StreamShield.Devices.Mjpeg;

/// <summary>One client of an <see cref="MjpegSink"/>. It reads at its own pace and always gets the newest picture. For one reader thread at a time.</summary>
public sealed class MjpegClient : IDisposable
{
    private const int HeaderRoom = 96;
    private const int SlackPercent = 25;

    /// <summary>How often a client polls for a picture even if it was not woken.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly MjpegSink _sink;
    private readonly AutoResetEvent _news = new(false);
    private byte[] _buffer = [];
    private int _length;

    internal MjpegClient(MjpegSink sink, long sequence)
    {
        _sink = sink;
        Sequence = sequence;
    }

    /// <summary>Increasing number of the current picture; gaps are pictures that this client missed.</summary>
    public long Sequence { get; private set; }

    /// <summary>The current JPEG, valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlyMemory<byte> Jpeg => _buffer.AsMemory(_length == 0 ? 0 : HeaderRoom, _length);

    /// <summary>
    /// Waits for a picture newer than the current one and copies it into <see cref="Jpeg"/>. The sink's thread wakes the calling thread directly.
    /// </summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>False when the stream has ended.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool Next(CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(static client => ((MjpegClient)client!).Wake(), this);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();

            // Read the end flag before copying, so that the last picture, the slate, is not missed.
            var ended = _sink.Ended;
            if (_sink.TryCopy(this))
            {
                return true;
            }

            if (ended)
            {
                return false;
            }

            _news.WaitOne(PollInterval);
        }
    }

    /// <summary>Detaches from the stream.</summary>
    public void Dispose()
    {
        _sink.Detach(this);
        _news.Dispose();
    }

    /// <summary>Capacity for a JPEG and its successors, which differ slightly in size.</summary>
    internal static int Grown(int length) => length + (length * SlackPercent / 100);

    /// <summary>Signals that a new picture is available or that the stream has ended.</summary>
    internal void Wake()
    {
        try
        {
            _news.Set();
        }
        catch (ObjectDisposedException)
        {
            // The client has just detached.
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

    /// <summary>The JPEG as one multipart part: preceded by its headers, followed by the next boundary.</summary>
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
