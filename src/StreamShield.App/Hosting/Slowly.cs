namespace StreamShield.App.Hosting;

/// <summary>
/// Does what may hang (opening a device or a file, loading a model, the disk) on a thread of its own, and gives it up after a while. So it never takes one of the threads that serve
/// viewers, and whoever holds a lock never waits for it.
/// </summary>
internal static class Slowly
{
    /// <summary>How long anything may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int MaxHanging = 16;

    private static int _running;

    /// <summary>Does something without an outcome.</summary>
    /// <inheritdoc cref="RunAsync{T}(string, Func{T}, Action{T}?, TimeSpan?)"/>
    public static Task RunAsync(string what, Action work) => RunAsync(what, () =>
    {
        work();
        return true;
    });

    /// <summary>Does something.</summary>
    /// <param name="what">What does not answer when it hangs, as the beginning of a sentence.</param>
    /// <param name="work">Runs on a thread of its own.</param>
    /// <param name="discard">Frees an outcome that comes too late.</param>
    /// <param name="patience">How long to wait; null for <see cref="Patience"/>.</param>
    /// <exception cref="UserException">It took too long. Nobody uses what it comes to.</exception>
    public static async Task<T> RunAsync<T>(string what, Func<T> work, Action<T>? discard = null, TimeSpan? patience = null)
    {
        if (Interlocked.Increment(ref _running) > MaxHanging)
        {
            Interlocked.Decrement(ref _running);
            throw new UserException("Too much hangs already: wait a moment or, if this stays, stop StreamShield and start it again.");
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
            // A failure that comes later is nobody's any more.
            _ = outcome.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
            throw new UserException($"{what} did not answer within {limit.TotalSeconds:0} s and was given up: check that its device, disk or network works, or choose another.");
        }

        return await outcome.Task;
    }
}
