namespace StreamShield.Core;

/// <summary>Reads one source into pooled frames and publishes them; reopens it with growing pauses when it fails. The source can be exchanged while it runs.</summary>
public sealed class CaptureLoop : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    private readonly FramePool _pool;
    private readonly LatestFrame _latest;
    private readonly TimeProvider _time;
    private readonly AutoResetEvent _wake = new(false);
    private readonly LastOneOut _lastOut;
    private volatile ISource _source;
    private Successor? _next;
    private Thread? _thread;
    private volatile bool _stopping;
    private bool _open;
    private bool _ended;
    private TimeSpan _pause = FirstPause;
    private long _captured;
    private long _lastAt;
    private ShieldException? _trouble;
    private SourceFormat? _format;

    /// <summary>A loop, not yet running.</summary>
    /// <param name="source">Becomes owned.</param>
    /// <param name="pool">Where frames come from; one must be free whenever one waits and one is being shielded.</param>
    /// <param name="latest">Where frames go.</param>
    /// <param name="time">The session's clock, which stamps the frames.</param>
    public CaptureLoop(ISource source, FramePool pool, LatestFrame latest, TimeProvider? time = null)
    {
        _source = source;
        _pool = pool;
        _latest = latest;
        _time = time ?? TimeProvider.System;
        _lastOut = new LastOneOut(Free);
    }

    /// <summary>A frame that comes sooner than this after the last one is passed over before any work is spent on it: the source is faster than the session.</summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>The source's name.</summary>
    public string Name => _source.Name;

    /// <summary>What is wrong with the source now; null when nothing is.</summary>
    public ShieldException? Trouble => Volatile.Read(ref _trouble);

    /// <summary>What the open source gives; null before it was opened.</summary>
    public SourceFormat? Format => Volatile.Read(ref _format);

    /// <summary>Frames captured.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>Goes on with another source as soon as a read that is going on comes back. Called from any thread; of several, the last one counts.</summary>
    /// <param name="source">Becomes owned.</param>
    /// <param name="switched">Called on the capture thread once the old source is read no more, with the id of its last frame.</param>
    public void Switch(ISource source, Action<long> switched)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(switched);
        Interlocked.Exchange(ref _next, new Successor(source, switched))?.Source.Dispose();
        if (!_stopping)
        {
            _wake.Set();
        }
    }

    /// <summary>Opens the source or reads one frame.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan Step()
    {
        if (Interlocked.Exchange(ref _next, null) is { } next)
        {
            TakeOver(next);
        }

        if (_ended)
        {
            return LongestPause;
        }

        try
        {
            if (!_open)
            {
                Volatile.Write(ref _format, _source.Open());
                _open = true;
            }
            else
            {
                ReadOne();
            }

            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            _open = false;
            Volatile.Write(ref _trouble, e as ShieldException
                ?? new ShieldException(SlateReason.SourceLost, $"{_source.Name} failed ({e.Message}): it is opened again by itself; if this stays, unplug it and plug it in.", e));
            var pause = _pause;
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            return pause;
        }
    }

    /// <summary>Starts the capture thread.</summary>
    public void Start()
    {
        _lastOut.ThreadEnters();
        _thread = new Thread(Loop) { IsBackground = true, Name = "capture" };
        _thread.Start();
    }

    /// <summary>Stops the thread and closes the source. A read that hangs is left behind with its thread, which closes the source when it comes back.</summary>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _wake.Set();
        _thread?.Join(TimeSpan.FromSeconds(3));
        _lastOut.Leave();
    }

    private void Free()
    {
        Interlocked.Exchange(ref _next, null)?.Source.Dispose();
        _source.Dispose();
        _wake.Dispose();
    }

    private void TakeOver(Successor next)
    {
        var old = _source;
        _source = next.Source;
        (_open, _ended, _pause) = (false, false, FirstPause);
        Volatile.Write(ref _format, null);
        Volatile.Write(ref _trouble, new ShieldException(SlateReason.Starting, $"{_source.Name} is being opened."));
        next.Switched(_captured);
        try
        {
            old.Dispose();
        }
        catch (Exception)
        {
            // It is not wanted any more, and a device that cannot be closed must not keep the next one from opening.
        }
    }

    private void ReadOne()
    {
        var frame = _pool.Rent();
        try
        {
            if (!_source.Read(frame))
            {
                _ended = true;
                throw new ShieldException(SlateReason.SourceEnded, $"{_source.Name} has ended.");
            }

            _pause = FirstPause;
            if (_trouble is not null)
            {
                Volatile.Write(ref _trouble, null);
            }

            var now = _time.GetTimestamp();
            if (_stopping || (_captured > 0 && _time.GetElapsedTime(_lastAt, now) < MinInterval))
            {
                frame.Dispose();
                return;
            }

            frame.Stamp(++_captured, now);
            _lastAt = now;
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        _latest.Publish(frame);
    }

    private void Loop()
    {
        while (!_stopping)
        {
            _wake.WaitOne(Step());
        }

        _lastOut.Leave();
    }

    private sealed record Successor(ISource Source, Action<long> Switched);
}
