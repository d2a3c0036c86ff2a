using StreamShield.Audit.Results;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Audit.Live;

/// <summary>
/// The check before a stream: watches a running session for some seconds while the streamer moves as on stream, measures what its output says of the room, and says what to
/// mend. Copies frames on the shield thread into a bounded set of wiped buffers, newest wins; measures on a thread of its own; writes nothing. For one run.
/// </summary>
public sealed class LiveAudit : IShieldWitness, IDisposable
{
    /// <summary>Shortest check, in seconds.</summary>
    public const double MinSeconds = 3;

    /// <summary>Longest check, in seconds.</summary>
    public const double MaxSeconds = 60;

    /// <summary>The usual length in seconds: long enough to lean, wave and turn once.</summary>
    public const double DefaultSeconds = 10;

    /// <summary>Part of the progress that watching takes; the attacks take the rest.</summary>
    private const double WatchingShare = 0.7;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PatienceForFirst = TimeSpan.FromSeconds(10);

    private readonly ShieldSession _session;
    private readonly double _seconds;
    private readonly bool _withRawPictures;
    private readonly LiveMoments _moments;
    private double _progress;

    /// <summary>A check that has not begun.</summary>
    /// <param name="session">A started session; stays the caller's, who keeps it running until the check has ended.</param>
    /// <param name="seconds">How long to watch.</param>
    /// <param name="withRawPictures">True to put pictures of the room itself into the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    public LiveAudit(ShieldSession session, double seconds = DefaultSeconds, bool withRawPictures = false)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, MinSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, MaxSeconds);
        _session = session;
        _seconds = seconds;
        _withRawPictures = withRawPictures;
        _moments = new LiveMoments(session.Outlet.Size);
    }

    /// <summary>How far it is, 0..1; any thread.</summary>
    public double Progress => Volatile.Read(ref _progress);

    /// <summary>Watches, measures and judges. A session that shows nothing, or a shield that fails, is a finding and no exception.</summary>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<LiveAuditResult> RunAsync(CancellationToken stop = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var measuring = Task.Factory.StartNew(() => Measure(ended.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _session.Pipeline.Watch(this);
        LiveWatch watch;
        try
        {
            watch = await WatchAsync(stop);
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
        finally
        {
            _session.Pipeline.Unwatch(this);
            _moments.Close();
            await measuring.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        var (measured, evidence) = await measuring;
        var result = LiveAuditText.Judge(watch, evidence, measured);
        Volatile.Write(ref _progress, 1);
        return result;
    }

    /// <inheritdoc/>
    public void Look(Frame raw, FrameShield shield, ShieldedFrame output) => _moments.Offer(raw, shield, output);

    /// <inheritdoc/>
    public void Failed(Exception reason) => _moments.Fail(reason);

    /// <inheritdoc/>
    public void Dispose() => _moments.Dispose();

    private async Task<LiveWatch> WatchAsync(CancellationToken stop)
    {
        var time = _session.Time;
        var asked = time.GetTimestamp();
        while (_moments.Offered == 0 && time.GetElapsedTime(asked) < PatienceForFirst)
        {
            await Task.Delay(Tick, time, stop);
        }

        var (before, began) = (_session.Counters, time.GetTimestamp());
        var (ticks, hidden, reason) = (0, 0, _session.Pipeline.State);
        do
        {
            await Task.Delay(Tick, time, stop);
            ticks++;
            if (_session.Pipeline.State is { Status: not ShieldStatus.Live } state)
            {
                (hidden, reason) = (hidden + 1, state);
            }

            Volatile.Write(ref _progress, Math.Min(1, time.GetElapsedTime(began).TotalSeconds / _seconds) * WatchingShare);
        }
        while (_moments.Offered > 0 && time.GetElapsedTime(began).TotalSeconds < _seconds);

        var after = _session.Counters;
        return new LiveWatch(
            time.GetElapsedTime(began).TotalSeconds,
            after.Shielded - before.Shielded,
            after.Dropped - before.Dropped,
            Math.Min(_session.FramesPerSecond, _session.Capture.Format is { FramesPerSecond: > 0 } format ? format.FramesPerSecond : _session.FramesPerSecond),
            (double)hidden / ticks,
            hidden > 0 ? reason : null);
    }

    /// <summary>The measuring thread: until the moments end, then the attacks.</summary>
    private (AuditResult? Result, LiveEvidence Evidence) Measure(CancellationToken stop)
    {
        using var measurer = new LiveMeasurer(_moments, TimeSpan.FromSeconds(_seconds / 2), _session.Time, _withRawPictures);
        while (_moments.Next(measurer.Free, stop) is { } moment)
        {
            measurer.Take(moment, stop);
        }

        return measurer.Finish((done, all) => Volatile.Write(ref _progress, WatchingShare + ((1 - WatchingShare) * done / all)), stop);
    }
}
