namespace StreamShield.Core.Threading;

/// <summary>A thread that runs one step after another, each after the pause that the previous step returned. Stopping waits a limited time for a step
/// that hangs. After that the thread is abandoned, and what it uses is freed when the step returns, never while it runs.</summary>
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

    /// <summary>Creates the thread without starting it.</summary>
    /// <param name="name">Name of the thread in debuggers.</param>
    /// <param name="step">Does one unit of work and returns the pause before the next.</param>
    /// <param name="free">Frees what the thread and its owner share. Called once, by whichever of them ends last.</param>
    /// <param name="last">Runs on the thread after its last step, or on the owner's thread when it was never started.</param>
    public SteppedThread(string name, Func<TimeSpan> step, Action free, Action? last = null)
    {
        _step = step;
        _free = free;
        _last = last ?? (static () => { });
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
    }

    /// <summary>True to raise the thread's priority, see <see cref="Urgency"/>.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Set it to end the pause before the next step.</summary>
    public AutoResetEvent Wake => _wake;

    /// <summary>True once a stop was requested.</summary>
    public bool IsStopping => _stopping;

    /// <summary>True while the thread runs, which includes a step that still hangs after the stop.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Starts the thread. Call it once.</summary>
    public void Start()
    {
        _started = true;
        Interlocked.Increment(ref _users);
        _thread.Start();
    }

    /// <summary>Asks the thread to end after its current step. Returns at once.</summary>
    public void RequestStop()
    {
        if (!_stopping)
        {
            _stopping = true;
            _wake.Set();
        }
    }

    /// <summary>Stops the thread and releases the owner's share of it.</summary>
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

        // The owner no longer waits for a step that returned too late: the thread only frees what it holds.
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
            // At this point nobody can be told, and a device that cannot be closed must not stop the others from closing.
        }

        _wake.Dispose();
    }
}
