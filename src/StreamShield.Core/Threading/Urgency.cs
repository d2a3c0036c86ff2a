using System.Runtime.InteropServices;

namespace StreamShield.Core.Threading;

/// <summary>Raises the priority of threads that hiding depends on: panic keys, outputs, viewers. Windows allows it to every program. Linux allows it
/// only to users with negative nice values (root, or 'nice' in limits.conf). Elsewhere nothing changes.</summary>
public static partial class Urgency
{
    private const int ThreadOfCaller = 0;
    private static readonly int[] NiceValues = [-10, -5, -1];

    /// <summary>Raises the priority of the calling thread as far as the system allows.</summary>
    /// <returns>False when the system does not allow it.</returns>
    public static bool Raise()
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.CurrentThread.Priority = ThreadPriority.Highest;
            return true;
        }

        return OperatingSystem.IsLinux() && NiceValues.Any(nice => SetPriority(0, ThreadOfCaller, nice) == 0);
    }

    /// <summary>On Linux, 0 as <paramref name="who"/> means the calling thread, not its process.</summary>
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int kind, int who, int nice);
}
