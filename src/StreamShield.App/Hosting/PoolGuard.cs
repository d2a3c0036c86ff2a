using StreamShield.Core.Threading;

namespace StreamShield.App.Hosting;

/// <summary>
/// The panic address and Wayland's panic key are served by the .NET thread pool, which starts with one thread per processor and adds only one or two per second
/// when all are blocked. Panic must not wait for that (law 8): this class watches from its own thread whether queued work makes no progress, and then lets the
/// pool grow at once.
/// </summary>
internal sealed class PoolGuard : IDisposable
{
    /// <summary>Additional threads that the pool may create at once; they are created only when needed.</summary>
    private const int More = 32;

    /// <summary>Maximum number of threads, however many are blocked.</summary>
    private const int MaxThreads = 2048;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;
    private readonly int _defaultThreads;
    private readonly int _completions;

    /// <summary>Starts watching.</summary>
    public PoolGuard()
    {
        ThreadPool.GetMinThreads(out _defaultThreads, out _completions);
        Allow(_defaultThreads + More);
        _thread = new Thread(Watch) { IsBackground = true, Name = "pool guard" };
        _thread.Start();
    }

    /// <summary>Restores the pool's settings.</summary>
    public void Dispose()
    {
        _over.Set();
        if (_thread.Join(Patience))
        {
            _over.Dispose();
        }

        Allow(_defaultThreads);
    }

    private void Watch()
    {
        Urgency.Raise();
        var (done, held) = (0L, 0);
        while (!_over.Wait(PollInterval))
        {
            var now = ThreadPool.CompletedWorkItemCount;
            held = ThreadPool.PendingWorkItemCount > 0 && now == done ? held + 1 : 0;
            done = now;

            // A single occurrence may just be a busy processor.
            if (held > 1)
            {
                Allow(Math.Min(ThreadPool.ThreadCount + (More << Math.Min(held, 5)), MaxThreads));
            }
            else if (held == 0 && ThreadPool.ThreadCount <= _defaultThreads + More)
            {
                Allow(_defaultThreads + More);
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
