namespace StreamShield.App.Hosting;

/// <summary>
/// Runs work that may hang (opening a device or a file, loading a model, disk access) on its own thread and abandons it after a time-out. So it never blocks
/// one of the threads that serve viewers, and nobody waits for it while holding a lock.
/// </summary>
internal static class Slowly
{
    /// <summary>Default time-out.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int MaxHanging = 16;

    private static int _running;

    /// <summary>Runs work without a result.</summary>
    /// <inheritdoc cref="RunAsync{T}(string, Func{T}, Action{T}?, TimeSpan?)"/>
    public static Task RunAsync(string what, Action work) => RunAsync(what, () =>
    {
        work();
        return true;
    });

    /// <summary>Runs work with a result.</summary>
    /// <param name="what">What does not respond if it hangs, as the beginning of a sentence.</param>
    /// <param name="work">Runs on its own thread.</param>
    /// <param name="discard">Disposes a result that comes too late.</param>
    /// <param name="patience">The time-out; null for <see cref="Patience"/>.</param>
    /// <exception cref="UserException">The work timed out; its result will be discarded.</exception>
    public static async Task<T> RunAsync<T>(string what, Func<T> work, Action<T>? discard = null, TimeSpan? patience = null)
    {
        if (Interlocked.Increment(ref _running) > MaxHanging)
        {
            Interlocked.Decrement(ref _running);
            throw new UserException("Too many things hang already: wait a moment or, if this stays, stop StreamShield and start it again.");
        }

        var limit = patience ?? Patience;
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isGivenUp = 0;
        new Thread(() =>
        {
            try
            {
                var value = work();
                if (Interlocked.Exchange(ref isGivenUp, 1) == 0)
                {
                    outcome.SetResult(value);
                }
                else
                {
                    discard?.Invoke(value);
                }
            }
            catch (Exception e)
            {
                outcome.TrySetException(e);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        })
        { IsBackground = true, Name = "slow work" }.Start();
        if (await Task.WhenAny(outcome.Task, Task.Delay(limit)) != outcome.Task && Interlocked.Exchange(ref isGivenUp, 1) == 0)
        {
            // Observe a later failure, so that it does not count as unhandled.
            _ = outcome.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
            throw new UserException($"{what} did not answer within {limit.TotalSeconds:0} s and was given up: check that its device, disk or network works, or choose another.");
        }

        return await outcome.Task;
    }
}
