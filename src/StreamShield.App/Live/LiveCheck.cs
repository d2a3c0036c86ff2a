using StreamShield.App.Hosting;
using StreamShield.App.Profiles;
using StreamShield.Audit.Live;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Live;

/// <summary>The check before a stream, on the running session. One at a time. From any thread.</summary>
/// <param name="session">What is checked.</param>
/// <param name="changed">Raised when a check begins or ends.</param>
/// <param name="now">What is in force.</param>
/// <param name="kept">The verdicts of earlier runs.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveCheck(ShieldSession session, ChangeSignal changed, Func<ProfileInForce> now, KeptChecks kept, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private AuditView _view = AuditView.Idle;
    private LiveAudit? _audit;
    private ProfileInForce? _checked;
    private string _source = "";
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>What is found around the session, such as a raw camera in OBS; null for nothing. Asked while the check watches.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<LiveFinding>>>? Around { get; set; }

    /// <summary>Where it stands.</summary>
    public AuditView View
    {
        get
        {
            lock (_gate)
            {
                return _audit is null ? Ended(now()) : _view with { Progress = Math.Round(_audit.Progress, 2), SecondsLeft = (int)Math.Ceiling(_audit.WatchingSecondsLeft) };
            }
        }
    }

    /// <summary>The last verdict of this run while it holds, or else the one that was kept for what is in force.</summary>
    private AuditView Ended(ProfileInForce what) =>
        _view.Phase == AuditPhase.Done && session.Capture.Name == _source && what.ShowsTheSameAs(_checked) ? _view with { IsCurrent = true }
        : _view.Phase != AuditPhase.Failed && kept.Find(what, session.Capture.Name) is { } earlier ? earlier with { IsCurrent = true }
        : _view with { IsCurrent = false };

    /// <summary>Starts one.</summary>
    /// <param name="seconds">How long to watch, <see cref="LiveAudit.MinSeconds"/> to <see cref="LiveAudit.MaxSeconds"/>.</param>
    /// <exception cref="UserException">One is running.</exception>
    public void Start(double seconds)
    {
        lock (_gate)
        {
            if (_audit is not null)
            {
                throw new UserException("A check is running already: wait for its end, or stop it first.");
            }

            _stop = new CancellationTokenSource();
            (_checked, _source) = (now(), session.Capture.Name);
            _audit = new LiveAudit(session, seconds);
            _view = new AuditView(AuditPhase.Running, 0, "Move as you do on stream: lean, wave, turn.");
            _running = RunAsync(_audit, _stop);
        }

        changed.Raise();
    }

    /// <summary>Stops one that is running.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stop?.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _running.Wait(Patience);
    }

    private async Task RunAsync(LiveAudit audit, CancellationTokenSource stop)
    {
        await Task.Yield();
        AuditView view;
        try
        {
            var around = Around?.Invoke(stop.Token) ?? Task.FromResult<IReadOnlyList<LiveFinding>>([]);
            var result = await audit.RunAsync(stop.Token);
            view = Of(result, await around);
            kept.Keep(_checked!, _source, view);
        }
        catch (OperationCanceledException)
        {
            view = AuditView.Idle;
        }
        catch (Exception e)
        {
            view = new AuditView(AuditPhase.Failed, 0, Sentence.For(e));
        }

        lock (_gate)
        {
            (_view, _audit, _stop) = (view, null, null);
            audit.Dispose();
            stop.Dispose();
        }

        changed.Raise();
    }

    private AuditView Of(LiveAuditResult result, IReadOnlyList<LiveFinding> around)
    {
        var pressing = around.FirstOrDefault(static finding => finding.MustMend);
        return new AuditView(AuditPhase.Done, 1, result.IsSafe && pressing is not null ? $"Not yet safe to go live. {pressing.Words}" : result.Words)
        {
            At = time.GetLocalNow(),
            IsSafe = result.IsSafe && pressing is null,
            Verdict = result.Verdict,
            Findings = [.. result.Findings.Concat(around).OrderByDescending(static finding => finding.MustMend)],
            Figures = result.Figures,
            SuggestedZones = ProfileFields.Zones(result.SuggestedZones),
        };
    }
}
