using System.Buffers.Text;
using System.Threading.Tasks.Sources;

namespace StreamShield.Devices;

/// <summary>One reader of an <see cref="MjpegSink"/>. Reads at its own pace and always gets the newest picture. One reader thread at a time.</summary>
public sealed class MjpegClient : IDisposable, IValueTaskSource, IThreadPoolWorkItem
{
    private const int HeaderRoom = 96;
    private const int SlackPercent = 25;

    private readonly MjpegSink _sink;
    private byte[] _buffer = [];
    private int _length;
    private ManualResetValueTaskSourceCore<bool> _woken;
    private int _waiting;

    internal MjpegClient(MjpegSink sink, long sequence)
    {
        _sink = sink;
        Sequence = sequence;
    }

    /// <summary>Rising number of the picture held; gaps are pictures this client was too slow for.</summary>
    public long Sequence { get; private set; }

    /// <summary>The JPEG held, valid until the next call of <see cref="NextAsync"/>.</summary>
    public ReadOnlyMemory<byte> Jpeg => _buffer.AsMemory(_length == 0 ? 0 : HeaderRoom, _length);

    /// <summary>Waits for a picture newer than the one held and copies it into <see cref="Jpeg"/>.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>False when the stream has ended.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancel)
    {
        var registration = cancel.UnsafeRegister(static state => ((MjpegClient)state!).Wake(), this);
        await using (registration.ConfigureAwait(false))
        {
            while (true)
            {
                // Announce the wait before looking, so that a picture between the look and the wait is not missed.
                _woken.Reset();
                Volatile.Write(ref _waiting, 1);
                Interlocked.MemoryBarrier();
                // Ended is asked before the look, for the last picture counts: it is the slate.
                var ended = _sink.Ended;
                var copied = _sink.TryCopy(this);
                if (copied || ended || cancel.IsCancellationRequested)
                {
                    if (Interlocked.Exchange(ref _waiting, 0) == 0)
                    {
                        await new ValueTask(this, _woken.Version).ConfigureAwait(false);
                    }

                    cancel.ThrowIfCancellationRequested();
                    return copied;
                }

                await new ValueTask(this, _woken.Version).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Leaves the stream.</summary>
    public void Dispose() => _sink.Detach(this);

    /// <inheritdoc/>
    void IValueTaskSource.GetResult(short token) => _woken.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _woken.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _woken.OnCompleted(continuation, state, token, flags);

    /// <summary>The reader goes on here, on a pool thread, so that the writing thread neither waits nor allocates.</summary>
    void IThreadPoolWorkItem.Execute() => _woken.SetResult(true);

    /// <summary>Room for a JPEG and for the next ones, which differ a little.</summary>
    internal static int Grown(int length) => length + (length * SlackPercent / 100);

    internal void Wake()
    {
        if (Interlocked.Exchange(ref _waiting, 0) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
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
    internal ReadOnlyMemory<byte> Part()
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
        return _buffer.AsMemory(start, headerLength + _length + MjpegStream.Closing.Length);
    }
}
