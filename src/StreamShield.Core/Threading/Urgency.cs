using System.Runtime.InteropServices;

namespace StreamShield.Core.Threading;

/// <summary>
/// Lets threads on which hiding depends go before all others: panic keys, outputs, viewers. Windows lets every program do so; Linux only where the user may use negative nice values (root, or 'nice' in
/// limits.conf); elsewhere nothing changes.
/// </summary>
public static partial class Urgency
{
    private const int ThreadOfCaller = 0;
    private static readonly int[] NiceValues = [-10, -5, -1];

    /// <summary>Raises the calling thread, as far as the system allows.</summary>
    /// <returns>False where it allows nothing.</returns>
    public static bool Raise()
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.CurrentThread.Priority = ThreadPriority.Highest;
            return true;
        }

        return OperatingSystem.IsLinux() && NiceValues.Any(nice => SetPriority(0, ThreadOfCaller, nice) == 0);
    }

    /// <summary>On Linux the caller is a thread, not its process.</summary>
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int kind, int who, int nice);
}
