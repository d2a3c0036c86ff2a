using StreamShield.Audit.Results;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Audit.Live;

/// <summary>
/// The check before a stream: watches a running session for some seconds while the streamer moves as on stream, measures what the output reveals of the room,
/// and says what to fix. Copies frames on the shield thread into a bounded set of zeroed buffers, newest wins; measures on its own thread; writes nothing to
/// disk. Single use.
/// </summary>
public sealed class LiveAudit : IShieldWitness, IDisposable
{
    /// <summary>Minimum duration in seconds.</summary>
    public const double MinSeconds = 3;

    /// <summary>Maximum duration in seconds.</summary>
    public const double MaxSeconds = 60;

    /// <summary>Default duration in seconds: long enough to lean, wave and turn once.</summary>
    public const double DefaultSeconds = 10;

    /// <summary>Share of the progress bar for watching; the attacks take the rest.</summary>
    private const double WatchingShare = 0.7;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PatienceForFirst = TimeSpan.FromSeconds(10);

    private readonly ShieldSession _session;
    private readonly double _seconds;
    private readonly bool _withRawPictures;
    private readonly LiveMoments _moments;
    private double _progress;

    /// <summary>Creates a check without starting it.</summary>
    /// <param name="session">A started session, owned by the caller, who keeps it running until the check has ended.</param>
    /// <param name="seconds">How long to watch, in seconds.</param>
    /// <param name="withRawPictures">True to include raw pictures of the room in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is out of range.</exception>
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

    /// <summary>Seconds left to watch; 0 while measuring. Thread-safe.</summary>
    public double WatchingSecondsLeft => Math.Max(0, 1 - (Progress / WatchingShare)) * _seconds;

    /// <summary>Progress, 0..1. Thread-safe.</summary>
    public double Progress => Volatile.Read(ref _progress);

    /// <summary>Watches, measures and judges. A session that shows nothing, or a shield that fails, is a finding and not an exception.</summary>
    /// <param name="stop">Cancels the check.</param>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
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

    /// <summary>Runs on the measuring thread: takes moments until they end, then runs the attacks.</summary>
    private (AuditResult? Result, LiveEvidence Evidence) Measure(CancellationToken stop)
    {
        using var measurer = new LiveMeasurer(_moments, TimeSpan.FromSeconds(_seconds / 2), _session.Time, _withRawPictures);
        while (measurer.Next(stop) is { } moment)
        {
            measurer.Take(moment, stop);
        }

        return measurer.Finish((done, all) => Volatile.Write(ref _progress, WatchingShare + ((1 - WatchingShare) * done / all)), stop);
    }
}
