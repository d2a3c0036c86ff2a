using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Keeps the C library from holding on to what was freed. It gives every new thread a heap of its own, up to eight for each processor, and takes large pieces from these heaps once it has seen some freed, where one
/// small piece behind them keeps them from going back to the system: with every change that opens a model on a thread of its own the program would grow by megabytes.
/// </summary>
internal static partial class NativeHeap
{
    private const int MaxArenas = -8;
    private const int Arenas = 2;

    /// <summary>Pieces of so many bytes have pages of their own, which go back to the system at once.</summary>
    private const int MmapThreshold = -3;
    private const int Large = 1 << 20;
    private static readonly TimeSpan TrimAfter = TimeSpan.FromSeconds(3);
    private static int _isTrimming;

    /// <summary>Limits them; to be called before other threads use memory.</summary>
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
                // Another C library, which has no such heaps.
            }
        }
    }

    /// <summary>Gives back what is free, a while after a change, when the parts that it replaced are gone. Waits for nothing.</summary>
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
