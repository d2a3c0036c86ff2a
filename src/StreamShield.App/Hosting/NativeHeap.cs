using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Keeps the C library from holding on to freed memory. By default it creates up to eight arenas per processor for new threads, and after a while serves large
/// blocks from them as well, where one small block behind them keeps them from being returned to the system. Every change that opens a model on a new thread
/// would then grow the process by megabytes.
/// </summary>
internal static partial class NativeHeap
{
    private const int MaxArenas = -8;
    private const int Arenas = 2;

    /// <summary>Blocks of at least this size get their own pages, which are returned to the system at once.</summary>
    private const int MmapThreshold = -3;
    private const int Large = 1 << 20;
    private static readonly TimeSpan TrimAfter = TimeSpan.FromSeconds(3);
    private static int _isTrimming;

    /// <summary>Applies the limits. Call it before other threads allocate memory.</summary>
    public static void Limit()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = Mallopt(MaxArenas, Arenas);
                _ = Mallopt(MmapThreshold, Large);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library without arenas.
            }
        }
    }

    /// <summary>Returns free memory to the system some time after a change, when the parts that it replaced are gone. Returns at once.</summary>
    public static void TrimSoon()
    {
        if (OperatingSystem.IsLinux() && Interlocked.Exchange(ref _isTrimming, 1) == 0)
        {
            new Thread(Trim) { IsBackground = true, Name = "tidying" }.Start();
        }
    }

    private static void Trim()
    {
        new ManualResetEventSlim().Wait(TrimAfter);
        Volatile.Write(ref _isTrimming, 0);
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);
}
