using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Keeps the process's memory, which holds raw frames, out of crash reports (law 6). Linux: no core file and nothing for a crash handler (prctl(2),
/// PR_SET_DUMPABLE). Child processes hold raw frames as well; they inherit a core size limit of one byte (setrlimit(2)), which crash handlers also respect
/// (core(5)). Windows: error reports without the heap (WerSetFlags, WER_FAULT_REPORTING_FLAG_NOHEAP).
/// </summary>
internal static partial class CrashReports
{
    private const int SetDumpable = 4;
    private const uint NoHeap = 1;

    /// <summary>Disables crash dumps for this process and its children.</summary>
    /// <exception cref="InvalidOperationException">The system refused: not starting is better than leaving a picture of the room on disk.</exception>
    public static void Forbid()
    {
        if (OperatingSystem.IsLinux() && Prctl(SetDumpable, 0, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException($"The system does not let StreamShield switch off crash dumps (prctl error {Marshal.GetLastPInvokeError()}).");
        }

        if (OperatingSystem.IsLinux() && !new ResourceLimit(1, 1).Apply(ResourceLimit.CoreSize))
        {
            throw new InvalidOperationException($"The system does not let StreamShield switch off core files (setrlimit error {Marshal.GetLastPInvokeError()}).");
        }

        if (OperatingSystem.IsWindows() && WerSetFlags(NoHeap) < 0)
        {
            throw new InvalidOperationException("Windows does not let StreamShield keep its memory out of error reports.");
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport("kernel32.dll", EntryPoint = "WerSetFlags")]
    private static partial int WerSetFlags(uint flags);
}
