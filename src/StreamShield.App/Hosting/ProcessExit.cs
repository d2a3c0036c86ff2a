using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>Ends the process whatever hangs in it: no handlers, no finalizers, no flushing.</summary>
internal static partial class ProcessExit
{
    public static void Now(int code)
    {
        if (OperatingSystem.IsWindows())
        {
            TerminateProcess(-1, (uint)code);
        }
        else
        {
            TerminalModes.Restore();
            ExitAtOnce(code);
        }

        Process.GetCurrentProcess().Kill();
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);

    [LibraryImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateProcess(nint process, uint code);
}
