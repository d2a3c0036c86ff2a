using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// The modes that the terminal had at the start, such as echo. The runtime changes them to read keys and restores them only at an orderly end; a process that
/// ends at once has to do it itself, or the user's shell shows nothing that is typed.
/// </summary>
internal static partial class TerminalModes
{
    private const int StandardInput = 0;
    private const int AtOnce = 0; // TCSANOW
    private const int StopForBackgroundWrite = 22; // SIGTTOU
    private const nint Ignore = 1; // SIG_IGN

    /// <summary>Larger than any system's struct termios.</summary>
    private const int Size = 256;

    private static readonly byte[] AtStart = new byte[Size];
    private static bool _isKnown;
    private static int _file;

    /// <summary>Call before the first key is read.</summary>
    /// <param name="file">The terminal's descriptor.</param>
    public static void Remember(int file = StandardInput)
    {
        _file = file;
        _isKnown = OperatingSystem.IsLinux() && Get(file, AtStart) == 0;
    }

    /// <summary>Restores them, without waiting for output that nobody reads. Only for a process that ends now.</summary>
    public static void Restore()
    {
        if (_isKnown)
        {
            // The system would stop a process in the background here.
            _ = Handle(StopForBackgroundWrite, Ignore);
            _ = Set(_file, AtOnce, AtStart);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Get(int file, byte[] modes);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(int file, int when, byte[] modes);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Handle(int signal, nint action);
}
