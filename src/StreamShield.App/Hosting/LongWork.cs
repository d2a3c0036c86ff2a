namespace StreamShield.App.Hosting;

/// <summary>
/// Runs work of unknown length on its own thread, but watches its progress: if a step hangs (a decoder, a model, a disk), the work is abandoned with an error,
/// and a request to stop takes effect even while it hangs.
/// </summary>
internal sealed class LongWork
{
    /// <summary>Default time-out for one step.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Time for the work to end in an orderly way after a stop request; shorter than the process's own limit.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private int _steps;
    private volatile bool _hasOwnDeadlines;

    private LongWork()
    {
    }

    /// <summary>Reports that a step is done.</summary>
    public void GotOn() => Interlocked.Increment(ref _steps);

    /// <summary>Declares that the rest of the work has its own, longer time-outs.</summary>
    public void Finish() => _hasOwnDeadlines = true;

    /// <summary>Runs the work and waits for it.</summary>
    /// <param name="what">What hangs if it does not progress, as the beginning of a sentence.</param>
    /// <param name="work">The work; it calls <see cref="GotOn"/> after each step.</param>
    /// <param name="stop">Requests the end.</param>
    /// <param name="patience">Time-out for one step; null for <see cref="Patience"/>.</param>
    /// <exception cref="UserException">A step timed out.</exception>
    /// <exception cref="OperationCanceledException">A stop was requested, and the work hangs.</exception>
    public static T Run<T>(string what, Func<LongWork, T> work, CancellationToken stop, TimeSpan? patience = null)
    {
        var (now, limit) = (new LongWork(), patience ?? Patience);
        var ended = new TaskCompletionSource<T>();
        new Thread(() =>
        {
            try
            {
                ended.SetResult(work(now));
            }
            catch (Exception e)
            {
                ended.SetException(e);
            }
        })
        { IsBackground = true, Name = "work" }.Start();

        // Count polls instead of wall-clock time: a suspended computer or a stopped process is not the work's fault.
        var (seen, idle, ending) = (-1, TimeSpan.Zero, TimeSpan.Zero);
        while (!Task.WaitAny([ended.Task], PollInterval).Equals(0))
        {
            var steps = Volatile.Read(ref now._steps);
            idle = steps != seen ? TimeSpan.Zero : idle + PollInterval;
            seen = steps;
            ending += stop.IsCancellationRequested ? PollInterval : TimeSpan.Zero;
            if (ending >= EndPatience)
            {
                throw new OperationCanceledException(stop);
            }

            if (idle >= limit && !now._hasOwnDeadlines)
            {
                throw new UserException($"{what} did not get on for {limit.TotalSeconds:0} s and was given up: check that its disk or network works and that the model is a sound one, or choose others.");
            }
        }

        return ended.Task.GetAwaiter().GetResult();
    }
}
