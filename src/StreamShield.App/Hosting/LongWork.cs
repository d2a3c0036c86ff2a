namespace StreamShield.App.Hosting;

/// <summary>
/// Work that takes as long as it takes, on a thread of its own, but must get on: a step that hangs (a decoder, a model, a disk) is given up with a sentence, and a request to end is
/// obeyed although it hangs.
/// </summary>
internal sealed class LongWork
{
    /// <summary>How long one step may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>For the work to end in order once it is asked to; less than the process has.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private int _steps;
    private volatile bool _hasOwnDeadlines;

    private LongWork()
    {
    }

    /// <summary>Says that a step is done.</summary>
    public void GotOn() => Interlocked.Increment(ref _steps);

    /// <summary>Says that what follows has deadlines of its own, each longer than usual.</summary>
    public void Finish() => _hasOwnDeadlines = true;

    /// <summary>Does it, and waits for its end.</summary>
    /// <param name="what">What does not get on when it hangs, as the beginning of a sentence.</param>
    /// <param name="work">Calls <see cref="GotOn"/> with each step.</param>
    /// <param name="stop">Asks for the end.</param>
    /// <param name="patience">How long a step may take; null for <see cref="Patience"/>.</param>
    /// <exception cref="UserException">A step took too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, and hangs.</exception>
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

        // Time is counted by looks: a computer that slept, or a stopped process, is not blamed on the work.
        var (seen, idle, ending) = (-1, TimeSpan.Zero, TimeSpan.Zero);
        while (!Task.WaitAny([ended.Task], Look).Equals(0))
        {
            var steps = Volatile.Read(ref now._steps);
            idle = steps != seen ? TimeSpan.Zero : idle + Look;
            seen = steps;
            ending += stop.IsCancellationRequested ? Look : TimeSpan.Zero;
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
