using System.Text;
using System.Threading.Channels;

namespace StreamShield.App.Hosting;

/// <summary>
/// Writes on its own thread, so that an output nobody reads, a full disk or a closed terminal costs text but never the picture: text that cannot be written, or
/// does not fit into the queue, is lost.
/// </summary>
internal sealed class BackgroundWriter : TextWriter
{
    private const int MaxWaiting = 1000;

    /// <summary>Time-out for writing what is left at the end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly TextWriter _inner;
    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="inner">The target; owned by the caller.</param>
    public BackgroundWriter(TextWriter inner)
    {
        _inner = inner;
        _thread = new Thread(Loop) { IsBackground = true, Name = "words" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => _waiting.Writer.TryWrite(value.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => _waiting.Writer.TryWrite(value ?? "");

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + new string(CoreNewLine));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _waiting.Writer.TryComplete();
            _thread.Join(Patience);
        }

        base.Dispose(disposing);
    }

    private void Loop()
    {
        var reader = _waiting.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var words))
            {
                try
                {
                    _inner.Write(words);
                    if (!reader.TryPeek(out _))
                    {
                        _inner.Flush();
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
                {
                    // Lost. Keep trying with later text: the disk may have space by then.
                }
            }
        }
    }
}
