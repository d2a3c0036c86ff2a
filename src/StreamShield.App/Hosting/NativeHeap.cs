using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Keeps the C library from giving every new thread a heap of its own, up to eight for each processor: whatever is freed in one of them stays with the process, and each change that is made ready on a thread of
/// its own would leave some megabytes behind.
/// </summary>
internal static partial class NativeHeap
{
    private const int MaxArenas = -8;
    private const int Arenas = 2;

    /// <summary>Limits them; to be called before other threads use memory.</summary>
    public static void Limit()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = Mallopt(MaxArenas, Arenas);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library, which has no such heaps.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);
}
