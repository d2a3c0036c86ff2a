using System.Diagnostics;
using StreamShield.Tests.App;

namespace StreamShield.Lab.Faults;

/// <summary>A viewer of the stream on a thread of its own. Knows the panic's card, which is the same bytes every time, once it was shown it.</summary>
internal sealed class CardWatch : IDisposable
{
    private readonly BufferedStream _stream;
    private readonly Thread _thread;
    private byte[] _card = [];
    private byte[] _last = [];
    private int _same;
    private long _cardAt;
    private volatile bool _over;

    /// <summary>Begins to look.</summary>
    public CardWatch(Uri picture)
    {
        _stream = PlainHttp.Open(picture);
        _thread = new Thread(Look) { IsBackground = true, Name = "viewer" };
        _thread.Start();
    }

    /// <summary>How many pictures were the same as the one before, in a row.</summary>
    public int Same => Volatile.Read(ref _same);

    /// <summary>When the first card came since <see cref="Forget"/>, as a time stamp; 0 for none yet.</summary>
    public long CardAt => Volatile.Read(ref _cardAt);

    /// <summary>What is shown now is the card.</summary>
    public void Learn() => Volatile.Write(ref _card, Volatile.Read(ref _last));

    /// <summary>Waits for the next card.</summary>
    public void Forget() => Volatile.Write(ref _cardAt, 0);

    /// <summary>True while the card is shown.</summary>
    public bool ShowsCard => Volatile.Read(ref _last).AsSpan().SequenceEqual(_card);

    public void Dispose()
    {
        // Pictures never stop, so it sees this at once.
        _over = true;
        _thread.Join(TimeSpan.FromSeconds(5));
        _stream.Dispose();
    }

    private void Look()
    {
        try
        {
            while (!_over && PlainHttp.NextPicture(_stream) is { } jpeg)
            {
                if (_card.Length > 0 && jpeg.AsSpan().SequenceEqual(_card))
                {
                    Interlocked.CompareExchange(ref _cardAt, Stopwatch.GetTimestamp(), 0);
                }

                Volatile.Write(ref _same, jpeg.AsSpan().SequenceEqual(_last) ? _same + 1 : 0);
                Volatile.Write(ref _last, jpeg);
            }
        }
        catch (IOException)
        {
            // The end.
        }
    }
}
