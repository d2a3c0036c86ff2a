using StreamShield.Core.Threading;

namespace StreamShield.App.Hosting;

/// <summary>
/// The panic button's address and Wayland's panic key are answered by the runtime's pool of threads, which begins with one for each processor and adds one or two a second when all are held up. A panic does not wait
/// for that: a thread of its own looks whether work is waiting and none gets done, and then lets the pool grow at once.
/// </summary>
internal sealed class PoolGuard : IDisposable
{
    /// <summary>Threads that the pool may always have at once; they exist only once they are needed.</summary>
    private const int More = 32;

    /// <summary>Threads in all, however many are held up.</summary>
    private const int MaxThreads = 2048;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;
    private readonly int _usual;
    private readonly int _completions;

    /// <summary>Begins to look.</summary>
    public PoolGuard()
    {
        ThreadPool.GetMinThreads(out _usual, out _completions);
        Allow(_usual + More);
        _thread = new Thread(Watch) { IsBackground = true, Name = "pool guard" };
        _thread.Start();
    }

    /// <summary>Leaves the pool as it was.</summary>
    public void Dispose()
    {
        _over.Set();
        if (_thread.Join(Patience))
        {
            _over.Dispose();
        }

        Allow(_usual);
    }

    private void Watch()
    {
        Urgency.Raise();
        var (done, held) = (0L, 0);
        while (!_over.Wait(Look))
        {
            var now = ThreadPool.CompletedWorkItemCount;
            held = ThreadPool.PendingWorkItemCount > 0 && now == done ? held + 1 : 0;
            done = now;

            // Once may be a busy processor.
            if (held > 1)
            {
                Allow(Math.Min(ThreadPool.ThreadCount + (More << Math.Min(held, 5)), MaxThreads));
            }
            else if (held == 0 && ThreadPool.ThreadCount <= _usual + More)
            {
                Allow(_usual + More);
            }
        }
    }

    private void Allow(int threads)
    {
        ThreadPool.GetMinThreads(out var allowed, out _);
        if (allowed != threads)
        {
            ThreadPool.SetMinThreads(threads, _completions);
        }
    }
}
