using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Reads one source into pooled frames and publishes them. Reopens a source that fails, with growing pauses. The source can be replaced
/// while the loop runs.</summary>
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

    /// <summary>Creates a loop without starting it.</summary>
    /// <param name="source">Owned by the loop.</param>
    /// <param name="pool">Provides the frames. It must have one to spare while one waits and one is being shielded.</param>
    /// <param name="latest">Receives the frames.</param>
    /// <param name="time">The session's clock, which stamps the frames.</param>
    public CaptureLoop(ISource source, FramePool pool, LatestFrame latest, TimeProvider? time = null)
    {
        _pool = pool;
        _latest = latest;
        _time = time ?? TimeProvider.System;
        _overdue = _time.CreateTimer(_ => LeaveBehind(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _reader = new SourceReader(source, this);
    }

    /// <summary>Shortest time between two frames. Earlier ones are dropped before any work is spent on them, when the source is faster than the
    /// session.</summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>How long a source that is being replaced may hang. After that it is abandoned with its thread, which closes it when it
    /// returns.</summary>
    public TimeSpan SwitchPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The source's name.</summary>
    public string Name => _reader.Name;

    /// <summary>A word that has to be drawn on the pictures that go out; null for none.</summary>
    public string? Label => _reader.Label;

    /// <summary>The current failure of the source; null when there is none.</summary>
    public ShieldException? Trouble => _reader.Trouble;

    /// <summary>The format of the open source; null before it was opened.</summary>
    public SourceFormat? Format => _reader.Format;

    /// <summary>Number of frames captured.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>Replaces the source as soon as the current read returns, or has hung for too long. Thread-safe; of several calls, the last one
    /// counts.</summary>
    /// <param name="source">Owned by the loop.</param>
    /// <param name="switched">Called with the id of the old source's last frame, once that source is no longer read.</param>
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

    /// <summary>Asks the thread to end. Returns at once.</summary>
    public void RequestStop()
    {
        _stopping = true;
        _reader.RequestStop();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop(TimeSpan.FromSeconds(3));

    /// <summary>Stops the thread and closes the source. A read that hangs is abandoned with its thread, which closes the source when it
    /// returns.</summary>
    /// <param name="patience">How long to wait for the thread.</param>
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

    /// <summary>Takes the source that is to replace this reader's, if there is one.</summary>
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

    /// <summary>Rents a frame to fill.</summary>
    internal Frame Rent() => _pool.Rent();

    /// <summary>Publishes a filled frame, or returns it to the pool when it is not wanted.</summary>
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

    /// <summary>Replaces a source that hangs.</summary>
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
