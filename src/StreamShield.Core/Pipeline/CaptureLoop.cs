using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Reads one source into pooled frames and publishes them; reopens it with growing pauses when it fails. The source can be exchanged while it runs.</summary>
public sealed class CaptureLoop : IDisposable
{
    private readonly FramePool _pool;
    private readonly LatestFrame _latest;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer _overdue;
    private volatile SourceReader _reader;
    private Successor? _next;
    private bool _started;
    private volatile bool _stopping;
    private long _captured;
    private long _lastAt;

    /// <summary>A loop, not yet running.</summary>
    /// <param name="source">Becomes owned.</param>
    /// <param name="pool">Where frames come from; one must be free whenever one waits and one is being shielded.</param>
    /// <param name="latest">Where frames go.</param>
    /// <param name="time">The session's clock, which stamps the frames.</param>
    public CaptureLoop(ISource source, FramePool pool, LatestFrame latest, TimeProvider? time = null)
    {
        _pool = pool;
        _latest = latest;
        _time = time ?? TimeProvider.System;
        _overdue = _time.CreateTimer(_ => LeaveBehind(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _reader = new SourceReader(source, this);
    }

    /// <summary>A frame that comes sooner than this after the last one is passed over before any work is spent on it: the source is faster than the session.</summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>How long a source that is to be exchanged may hang; then it is left behind with its thread, which closes it when it comes back.</summary>
    public TimeSpan SwitchPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The source's name.</summary>
    public string Name => _reader.Name;

    /// <summary>A word that must be seen in the picture that goes out; null for none.</summary>
    public string? Label => _reader.Label;

    /// <summary>What is wrong with the source now; null when nothing is.</summary>
    public ShieldException? Trouble => _reader.Trouble;

    /// <summary>What the open source gives; null before it was opened.</summary>
    public SourceFormat? Format => _reader.Format;

    /// <summary>Frames captured.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>Goes on with another source as soon as a read that is going on comes back, or hangs too long. Called from any thread; of several, the last one counts.</summary>
    /// <param name="source">Becomes owned.</param>
    /// <param name="switched">Called once the old source is read no more, with the id of its last frame.</param>
    public void Switch(ISource source, Action<long> switched)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(switched);
        Interlocked.Exchange(ref _next, new Successor(source, switched))?.Source.Dispose();
        if (_stopping)
        {
            Interlocked.Exchange(ref _next, null)?.Source.Dispose();
            return;
        }

        _reader.Wake();
        if (_started)
        {
            _overdue.Change(SwitchPatience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Opens the source or reads one frame.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan Step() => _reader.Step();

    /// <summary>Starts the capture thread.</summary>
    public void Start()
    {
        _started = true;
        _reader.Start();
    }

    /// <summary>Asks the thread to end. Waits for nothing.</summary>
    public void RequestStop()
    {
        _stopping = true;
        _reader.RequestStop();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop(TimeSpan.FromSeconds(3));

    /// <summary>Stops the thread and closes the source. A read that hangs is left behind with its thread, which closes the source when it comes back.</summary>
    /// <param name="patience">How long to wait for it.</param>
    public void Stop(TimeSpan patience)
    {
        RequestStop();
        _overdue.Dispose();
        lock (_gate)
        {
            Interlocked.Exchange(ref _next, null)?.Source.Dispose();
        }

        _reader.Stop(patience);
    }

    /// <summary>The successor that waits for this reader's thread, if there is one.</summary>
    internal ISource? TakeSuccessor(SourceReader reader)
    {
        lock (_gate)
        {
            if (reader != _reader || Interlocked.Exchange(ref _next, null) is not { } next)
            {
                return null;
            }

            next.Switched(_captured);
            return next.Source;
        }
    }

    /// <summary>A frame to fill.</summary>
    internal Frame Rent() => _pool.Rent();

    /// <summary>Gives a filled frame on, or back when nobody wants it.</summary>
    internal void Deliver(SourceReader reader, Frame frame)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (reader != _reader || _stopping || (_captured > 0 && _time.GetElapsedTime(_lastAt, now) < MinInterval))
            {
                frame.Dispose();
                return;
            }

            frame.Stamp(++_captured, now);
            _lastAt = now;
            _latest.Publish(frame);
        }
    }

    /// <summary>Goes on without a source that hangs.</summary>
    private void LeaveBehind()
    {
        lock (_gate)
        {
            if (_stopping || Interlocked.Exchange(ref _next, null) is not { } next)
            {
                return;
            }

            var old = _reader;
            _pool.Replace();
            _reader = new SourceReader(next.Source, this);
            next.Switched(_captured);
            _reader.Start();
            old.Stop(TimeSpan.Zero);
        }
    }

    private sealed record Successor(ISource Source, Action<long> Switched);
}
