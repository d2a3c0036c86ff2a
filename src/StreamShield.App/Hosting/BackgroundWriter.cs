using System.Text;
using System.Threading.Channels;

namespace StreamShield.App.Hosting;

/// <summary>
/// Writes on a thread of its own, so that an output that nobody reads, a full disk or a closed terminal costs words and never the picture: what cannot be written, or waits too long,
/// is lost.
/// </summary>
internal sealed class BackgroundWriter : TextWriter
{
    private const int MaxWaiting = 1000;

    /// <summary>For the last words at the end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly TextWriter _inner;
    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Thread _thread;

    /// <summary>Begins to write.</summary>
    /// <param name="inner">Stays the caller's.</param>
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
                    // Lost. The next ones are tried again: the disk may have room by then.
                }
            }
        }
    }
}
