using System.Diagnostics;
using StreamShield.Core.Threading;
using StreamShield.Tests.App;

namespace StreamShield.Lab.Faults;

/// <summary>A viewer of the stream on a thread of its own. Knows the panic's slate, which is the same bytes every time, once it was shown it.</summary>
internal sealed class SlateViewer : IDisposable
{
    private readonly BufferedStream _stream;
    private readonly Thread _thread;
    private byte[] _slate = [];
    private byte[] _last = [];
    private int _same;
    private long _slateAt;
    private volatile bool _over;

    /// <summary>Begins to look.</summary>
    public SlateViewer(Uri picture)
    {
        _stream = PlainHttp.Open(picture);
        _thread = new Thread(Look) { IsBackground = true, Name = "viewer" };
        _thread.Start();
    }

    /// <summary>How many pictures were the same as the one before, in a row.</summary>
    public int Same => Volatile.Read(ref _same);

    /// <summary>When the first slate came since <see cref="Forget"/>, as a time stamp; 0 for none yet.</summary>
    public long SlateAt => Volatile.Read(ref _slateAt);

    /// <summary>What is shown now is the slate.</summary>
    public void Learn() => Volatile.Write(ref _slate, Volatile.Read(ref _last));

    /// <summary>Waits for the next slate.</summary>
    public void Forget() => Volatile.Write(ref _slateAt, 0);

    /// <summary>True while the slate is shown.</summary>
    public bool ShowsSlate => Volatile.Read(ref _last).AsSpan().SequenceEqual(_slate);

    public void Dispose()
    {
        // Pictures never stop, so it sees this at once.
        _over = true;
        _thread.Join(TimeSpan.FromSeconds(5));
        _stream.Dispose();
    }

    private void Look()
    {
        // The crowd is in this process as well, and its thread shall not delay the measure.
        Urgency.Raise();
        try
        {
            while (!_over && PlainHttp.NextPicture(_stream) is { } jpeg)
            {
                if (_slate.Length > 0 && jpeg.AsSpan().SequenceEqual(_slate))
                {
                    Interlocked.CompareExchange(ref _slateAt, Stopwatch.GetTimestamp(), 0);
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
