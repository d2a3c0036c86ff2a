namespace StreamShield.Core.Threading;

/// <summary>
/// A thread that does one step after another, each after the pause that the step before asked for. Stopping it waits a while for a step that hangs; then the thread is left behind,
/// and what it uses is freed when it comes back, never under it.
/// </summary>
internal sealed class SteppedThread : IDisposable
{
    private const int Owner = 1;

    private readonly Func<TimeSpan> _step;
    private readonly Action _last;
    private readonly Action _free;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private bool _started;
    private bool _stopped;
    private volatile bool _givenUp;
    private int _users = Owner;

    /// <summary>A thread, not yet running.</summary>
    /// <param name="name">For debuggers.</param>
    /// <param name="step">Does one thing and says how long to wait for the next.</param>
    /// <param name="free">Frees what the thread and its owner share; called once, by whichever of them ends last.</param>
    /// <param name="last">Done on the thread after its last step, or by the owner when it was never started.</param>
    public SteppedThread(string name, Func<TimeSpan> step, Action free, Action? last = null)
    {
        _step = step;
        _free = free;
        _last = last ?? (static () => { });
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
    }

    /// <summary>True for one that goes before others, see <see cref="Urgency"/>.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Ends the pause before the next step.</summary>
    public AutoResetEvent Wake => _wake;

    /// <summary>True once it was asked to stop.</summary>
    public bool IsStopping => _stopping;

    /// <summary>True while the thread runs, and for as long as it hangs in a step after it was stopped.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Starts it, once.</summary>
    public void Start()
    {
        _started = true;
        Interlocked.Increment(ref _users);
        _thread.Start();
    }

    /// <summary>Asks it to end after its step. Waits for nothing.</summary>
    public void RequestStop()
    {
        if (!_stopping)
        {
            _stopping = true;
            _wake.Set();
        }
    }

    /// <summary>Stops it and gives it up.</summary>
    /// <param name="patience">How long to wait for a step that hangs.</param>
    public void Stop(TimeSpan patience)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        RequestStop();
        if (!_started)
        {
            _last();
        }
        else if (Thread.CurrentThread != _thread && !_thread.Join(patience))
        {
            _givenUp = true;
        }

        Leave();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop(TimeSpan.FromSeconds(3));

    private void Loop()
    {
        if (IsUrgent)
        {
            Urgency.Raise();
        }

        while (!_stopping)
        {
            _wake.WaitOne(_step());
        }

        // Nobody waits any more for one that comes back late: it only frees what it holds.
        if (!_givenUp)
        {
            _last();
        }

        Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) > 0)
        {
            return;
        }

        try
        {
            _free();
        }
        catch (Exception)
        {
            // At the end nobody is left to tell, and a device that cannot be closed must not keep the others from ending.
        }

        _wake.Dispose();
    }
}
